// Makes of the style sheets of a site one that holds what its pages use, and of that again the parts
// which first screens need: node styles.js < {folder, sheets, ...} prints the parts.
import {readFile, writeFile} from "node:fs/promises";
import {dirname, join, relative} from "node:path";
import {text} from "node:stream/consumers";
import Beasties from "beasties";
import {build, transform} from "esbuild";
import {parseHTML} from "linkedom";
import {PurgeCSS} from "purgecss";

const FIRST = 1200; // letters of an article, more than the first screen of a large window shows
// What a page keeps closed or at its end needs no more than to be out of sight.
const LATER = "dialog, .dropdown-menu > *, footer, .prev-next-footer, .hint, svg > *";
// What a script may set later, whatever the pages of the book have there.
const SET_LATER = ["data-theme", "data-mode", "open", "disabled", "checked", "hidden", "aria-expanded"];
// The letters, which stand in each page: named a second time by the sheet, they would be fetched anew,
// and the text would flicker.
const FACE = /@font-face\{[^}]*\}/g;
// The book's own sheets are used as they are; they come last.
const OWN = /^(?:tokens|book)\.css$|^web\//;

const {folder, name, sheets, pages, start, chapters, scripts, browsers} = JSON.parse(await text(process.stdin));

const INLINED = {
  path: folder,
  preload: "body",
  fonts: false,
  keyframes: "critical",
  allowRules: [
    /^(?!.*\.highlight).*\[data-(?:theme|mode)/, // no script has told the page yet which it is
    /^(?!.*(?:dialog|search|report)).*\b(?:button|run-page|celebration)\b/, // scripts bring them
    /^:is\(\.fa/, // which the library does not know
  ],
  logLevel: "silent",
};

/** Some sheets, one after the other, with addresses as they are from the folder. */
async function bundled(sheets) {
  const external = {
    name: "addresses",
    setup({onResolve}) {
      onResolve({filter: /.*/}, ({path, importer, kind}) => {
        if (kind !== "url-token" || path.startsWith("data:")) return null;
        return {path: `./${relative(folder, join(dirname(importer), path))}`, external: true};
      });
    },
  };
  const {outputFiles} = await build({
    stdin: {contents: sheets.map((sheet) => `@import "./${sheet}";`).join("\n"), loader: "css", resolveDir: folder},
    bundle: true,
    write: false,
    plugins: [external],
    logLevel: "error",
  });
  return outputFiles[0].text;
}

/** All sheets in one, without the rules of others that no page or script of the site can need. */
async function joined() {
  const [others, own] = await Promise.all([
    bundled(sheets.filter((sheet) => !OWN.test(sheet))),
    bundled(sheets.filter((sheet) => OWN.test(sheet))),
  ]);
  const [{css}] = await new PurgeCSS().purge({
    content: [...pages, ...scripts],
    css: [{raw: others}],
    dynamicAttributes: SET_LATER,
    keyframes: true,
    variables: true,
    // Some are asked for by the book's own sheets.
    safelist: {variables: [...own.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name)},
  });
  const options = {loader: "css", minify: true, target: browsers, legalComments: "none"};
  return (await transform(css + own, options)).code;
}

/** The rules for the frame of a page, and for the beginnings of some. */
async function beginning(first) {
  const [whole, ...others] = await Promise.all(
    first.map(async (page) => parseHTML(await readFile(page, "utf8")).document),
  );
  const article = cut(whole);
  article.append(...others.map(cut));
  for (const old of whole.querySelectorAll("link[rel=stylesheet], style")) old.remove();
  const link = Object.assign(whole.createElement("link"), {rel: "stylesheet", href: `/${name}`});
  whole.head.append(link);
  for (const el of whole.querySelectorAll(LATER)) el.remove();
  const styled = await new Beasties(INLINED).process(whole.toString());
  return /<style>([^]*?)<\/style>/.exec(styled)[1];
}

/** Leave of a page's article what stands at its top. */
function cut(page) {
  const article = page.querySelector("article");
  let letters = 0;
  for (const block of article.querySelectorAll(":scope > section > *")) {
    if (letters > FIRST) block.remove();
    letters += block.textContent.length;
  }
  return article;
}

const css = await joined();
await writeFile(join(folder, name), css.replace(FACE, ""));
process.stdout.write(
  JSON.stringify({
    faces: css.match(FACE).join(""),
    start: await beginning([start]),
    chapter: await beginning(chapters),
  }),
);
