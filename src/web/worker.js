// Python, in a worker: loads Pyodide and the book's package from the site, runs what the page sends.
// Only here is a reader's text ever evaluated. It reaches the page as messages, never as markup.
import {expose} from "comlink";
import backend from "./figure_backend.py";
import {RUNTIME} from "./generated/runtime.js";
import runner from "./runner.py";

const HOME = new URL("../pyodide/", import.meta.url).href;
const LOCK = `pyodide-lock.json?v=${RUNTIME.version}`;
let python; // Pyodide, loaded
let lock; // what the site carries
let page; // runner.Page
let report = () => {}; // tells the page how many bytes have come
let failure; // rejects as soon as a file does not come: Pyodide would wait for it for ever

// A reader's code finds the worker through Pyodide's `js`. It is a closed room: no way to what the
// browser keeps for this site, and none to other sites.
const plainFetch = globalThis.fetch.bind(globalThis);
const SyncRequest = globalThis.XMLHttpRequest;
const DOORS = [
  "BroadcastChannel",
  "EventSource",
  "WebSocket",
  "WebSocketStream",
  "WebTransport",
  "Worker",
  "XMLHttpRequest",
  "caches",
  "cookieStore",
  "importScripts",
  "indexedDB",
];
for (let room = globalThis; room; room = Object.getPrototypeOf(room)) {
  for (const door of room === globalThis ? DOORS : [...DOORS, "fetch"]) {
    if (room === globalThis || Object.hasOwn(room, door)) {
      Object.defineProperty(room, door, {value: undefined});
    }
  }
}
Object.defineProperty(Object.getPrototypeOf(navigator), "storage", {value: undefined});

/** Fetch what the site carries of Python, with the bytes counted: a progress bar needs to know. */
async function countingFetch(request, options) {
  const url = new URL(request.url ?? request, HOME).href;
  if (!url.startsWith(HOME)) throw new TypeError("The book fetches nothing from elsewhere.");
  const [name] = url.slice(HOME.length).split("?");
  const response = await plainFetch(request, options).catch((error) => error);
  if (!response.ok) {
    const reason = response.status ? "is missing" : "did not come";
    failure.reject(new Error(`the file ${name} ${reason}`));
    return failure.promise;
  }
  count(name, response.clone()).catch(() => {}); // whoever reads the response learns of it
  return response; // as it came: only so does the browser keep WebAssembly that it has compiled
}

async function count(name, response) {
  for (const reader = response.body.getReader(); ; ) {
    const {done, value} = await reader.read();
    if (done) return;
    report(name, value.byteLength);
  }
}

function expectFiles() {
  failure = Promise.withResolvers();
  failure.promise.catch(() => {});
}

/** Fetch at once, while Python waits: for a module that something imports in the middle of a run. */
function fetchNow(name) {
  const request = new SyncRequest();
  request.open("GET", HOME + name, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${name} is missing (${request.status})`);
  return new Uint8Array(request.response);
}

/** Load packages, or say which one did not come. */
async function load(names) {
  let complaint = "";
  const errorCallback = (message) => {
    complaint = message;
  };
  const loading = python.loadPackage(names, {messageCallback() {}, errorCallback});
  await Promise.race([loading, failure.promise]);
  const missing = names.filter((name) => !(name in python.loadedPackages));
  if (missing.length) throw new Error(complaint || `${missing.join(", ")} is missing`);
}

const api = {
  /** Answer, to show that it is there. */
  ping: () => true,

  /** Load Python with NumPy and neurocalc; `onBytes(name, count)` is called as they come. */
  async start(onBytes) {
    report = onBytes;
    expectFiles();
    globalThis.fetch = countingFetch;
    lock = await (await fetch(HOME + LOCK)).json();
    const {loadPyodide} = await import(`${HOME}pyodide.mjs`);
    const loading = loadPyodide({
      indexURL: HOME,
      lockFileURL: HOME + LOCK,
      packageBaseUrl: HOME,
      packages: ["numpy", "neurocalc"],
      env: {NEUROCALC_PAGE: "1"},
    });
    python = await Promise.race([loading, failure.promise]);
    await load(["numpy", "neurocalc"]); // nothing left to do, or a message why
    python.FS.writeFile("runner.py", runner);
    python.FS.writeFile("figure_backend.py", backend);
    const module = python.pyimport("runner");
    const carried = Object.values(lock.packages).flatMap(({imports}) => imports);
    module.carry(fetchNow, python.toPy(lock.packages));
    page = module.Page(() => {}, python.toPy(carried));
  },

  /** Fetch what the texts of cells import, before they run. */
  async prepare(codes) {
    expectFiles();
    const {packages} = python.pyimport("runner");
    const carried = python.toPy(lock.packages);
    const wanted = new Set(codes.flatMap((code) => packages(code, carried).toJs()));
    const missing = [...wanted].filter((name) => !(name in python.loadedPackages));
    if (missing.length) await load(missing);
  },

  /** The earlier cells that a cell needs: see runner.needs. */
  needs(sources, wanted, done) {
    const {needs: find} = python.pyimport("runner");
    return find(python.toPy(sources), wanted, python.toPy(new Set(done))).toJs();
  },

  /** Run a cell; `onEvent(kind, content)` is called with what comes out. True if all went well. */
  run(number, code, {quiet = false, narrow = false}, onEvent) {
    listen(narrow, onEvent);
    return page.run.callKwargs(number, code, {quiet});
  },

  /** Run an answer to an exercise, and return the feedback: {passed, code, message}. */
  check(number, code, exercise, {narrow = false}, onEvent) {
    listen(narrow, onEvent);
    return page.check(number, code, exercise)?.toJs({dict_converter: Object.fromEntries}) ?? null;
  },
};

function listen(narrow, onEvent) {
  page.narrow = narrow;
  page.send = (kind, content) => {
    onEvent(kind, content.toJs({dict_converter: Object.fromEntries}));
  };
}

expose(api);
