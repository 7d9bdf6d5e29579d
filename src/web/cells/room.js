// The room in which Python's worker lives. What a worker may fetch is told by its server, if it
// comes from a file, and by the document that makes it, if it comes from memory. A static host says
// nothing. So an empty frame is given a policy that knows the files of Python alone, and makes the
// worker; it may import, fetch and open nothing else, whatever its own code has been talked into.

/** The address of an empty page, in which nothing is allowed yet. */
const EMPTY = new URL("./room.html", import.meta.url).href;

/** An address as a policy names it: without a query, and without the signs that separate. */
function source(address) {
  const {host, origin, pathname} = new URL(address);
  if (host.startsWith("[")) return "'self'"; // policies have no word for such hosts
  return origin + pathname.replace(/[;,']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

const policy = (files) =>
  [
    "default-src 'none'",
    `script-src ${source(files)} 'wasm-unsafe-eval'`,
    `connect-src ${source(files)}`,
    "worker-src blob:",
  ].join("; ");

/**
 * Open a room for a worker that may fetch what lies below the address `files`, and nothing else.
 *
 * Returns {worker, close}. What goes wrong is an Error with a reason for the reader.
 */
export async function openRoom(script, files) {
  const text = await textOf(script);
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.src = EMPTY;
  const isThere = new Promise((resolve) => {
    frame.addEventListener("load", resolve, {once: true});
  });
  document.body.append(frame);
  await isThere;
  const close = () => frame.remove();
  const inside = frame.contentDocument;
  if (!inside?.querySelector("meta[name=room]")) {
    close();
    throw new Error("the file room.html is missing, or this site forbids frames");
  }
  const meta = inside.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = policy(files);
  inside.head.append(meta);
  const {Blob, URL: Address, Worker} = frame.contentWindow;
  const address = Address.createObjectURL(new Blob([text], {type: "text/javascript"}));
  return {worker: new Worker(address, {type: "module"}), close};
}

async function textOf(script) {
  const name = new URL(script).pathname.split("/").pop();
  const response = await fetch(script).catch((error) => error);
  if (!response.ok) throw new Error(`the file ${name} ${lack(response)}`);
  const text = await response.text();
  // A filter or a portal answers with a page of its own.
  if (/^\s*</.test(text)) throw new Error(`something else came for the file ${name}`);
  return text;
}

/** Why there is no file, from its response or from the error that took its place. */
export const lack = ({status}) => (status ? "is missing" : "did not come");
