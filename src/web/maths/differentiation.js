// The rules of differentiation are large, so a page fetches them when a demo needs them; while the
// book is built they are there from the start.
import {Late} from "../late.js";

export const calculus = new Late(
  () => import("./calculus.js"),
  "late:src/web/maths/calculus.js",
  import.meta.url,
);

if (typeof document === "undefined") await calculus.fetch();
