// Python, in a worker: loads Pyodide and the book's own from the site, runs what the page sends.
// Only here is a reader's text ever evaluated. What it sends to the page are texts of data (see
// messages.js), which become text and images there, never markup.

import {deferred} from "./deferred.js";
import {allow, close, fetchFile, fetchFileNow} from "./doors.js";

const LOCK = "pyodide-lock.json";
const send = globalThis.postMessage.bind(globalThis);
close();

let files; // the address of the folder with Python's files
let sizes; // how many bytes each has
let python; // Pyodide, loaded
let lock; // what the site carries
let page; // inpage.page.Page
let report = () => {}; // tells the page how many bytes have come
let failure; // rejects as soon as a file does not come: Pyodide would wait for it for ever
let arriving = []; // promises of files that are on their way

/** Fetch what the site carries of Python, with the bytes counted: a progress bar needs to know. */
async function countingFetch(request) {
  const address = `${request?.url ?? request}`;
  const response = await fetchFile(address).catch((error) => error);
  const [name] = address.slice(files.length).split("?");
  if (!response.ok) {
    failure.reject(
      new Error(`the file ${name} ${response.status ? "is missing" : "did not come"}`),
    );
    return failure.promise;
  }
  arriving.push(count(name, response.clone()).catch(() => {})); // whoever reads it learns of it
  return asExpected(name, response);
}

/** The response as it came: only so does the browser keep WebAssembly that it has compiled. */
function asExpected(name, response) {
  const isUnknown =
    name.endsWith(".wasm") && response.headers.get("Content-Type") !== "application/wasm";
  const headers = {"Content-Type": "application/wasm"};
  return isUnknown ? new Response(response.body, {headers}) : response;
}

async function count(name, response) {
  let received = 0;
  for (const reader = response.body.getReader(); ; ) {
    const {done, value} = await reader.read();
    if (done) break;
    received += value.byteLength;
    report(name, value.byteLength);
  }
  // Cut short on its way, or the page of a filter or a portal in its place.
  if (Object.hasOwn(sizes, name) && received !== sizes[name]) {
    failure.reject(new Error(`the file ${name} did not come whole`));
  }
}

function expectFiles() {
  failure = deferred();
  failure.promise.catch(() => {});
  arriving = [];
}

/** Wait for something that needs files; if it fails because of one, say which. */
async function withFiles(promise) {
  try {
    return await Promise.race([promise, failure.promise]);
  } catch (error) {
    await Promise.all(arriving);
    await Promise.race([failure.promise, null]);
    throw error;
  }
}

/** Load packages, or say which one did not come. */
async function load(names) {
  let complaint = "";
  const errorCallback = (message) => {
    complaint = message;
  };
  await withFiles(python.loadPackage(names, {messageCallback() {}, errorCallback}));
  const missing = names.filter((name) => !(name in python.loadedPackages));
  if (missing.length) throw new Error(complaint || `${missing.join(", ")} is missing`);
}

/** What the page may ask for. `tell(kind, content)` sends what there is before the answer. */
const requests = {
  /** Answer, to show that it is there. */
  ping: () => true,

  /** Load Python with NumPy and neurocalc. */
  async start(tell, expected) {
    ({files, sizes} = expected);
    report = (name, count) => tell("bytes", {name, count});
    expectFiles();
    globalThis.fetch = countingFetch;
    const lockFile = `${files}${LOCK}?v=${expected.version}`;
    for (const name of expected.core) allow(files + name);
    allow(lockFile);
    lock = await withFiles(countingFetch(lockFile).then((response) => response.json()));
    for (const {file_name: name} of Object.values(lock.packages)) allow(files + name);
    const [script] = expected.core; // pyodide.js
    const {loadPyodide} = await import(files + script);
    const loading = loadPyodide({
      indexURL: files + script.slice(0, script.lastIndexOf("/") + 1),
      lockFileURL: lockFile,
      packageBaseUrl: files,
      packages: ["numpy", "neurocalc"],
      env: {NEUROCALC_PAGE: "1"},
    });
    python = await withFiles(loading);
    await load(["numpy", "neurocalc"]); // nothing left to do, or a message why
    const carried = Object.values(lock.packages).flatMap(({imports}) => imports);
    const fetchNow = (name) => new Uint8Array(fetchFileNow(files + name));
    python.pyimport("inpage.packages").carry(fetchNow, python.toPy(lock.packages));
    page = python.pyimport("inpage.page").Page(() => {}, python.toPy(carried));
    return true;
  },

  /** Fetch what the texts of cells import, before they run. */
  async prepare(tell, codes) {
    report = (name, count) => tell("bytes", {name, count});
    expectFiles();
    const {packages} = python.pyimport("inpage.packages");
    const carried = python.toPy(lock.packages);
    const wanted = new Set(codes.flatMap((code) => packages(code, carried).toJs()));
    const missing = [...wanted].filter((name) => !(name in python.loadedPackages));
    if (missing.length) await load(missing);
    return true;
  },

  /** The earlier cells that a cell needs: see inpage.needs. */
  needs(_tell, sources, wanted, done) {
    const {needs: find} = python.pyimport("inpage.needs");
    return find(python.toPy(sources), wanted, python.toPy(new Set(done))).toJs();
  },

  /** Run a cell; true if all went well. */
  run(tell, number, code, {quiet = false, narrow = false}) {
    listen(narrow, tell);
    return page.run.callKwargs(number, code, {quiet});
  },

  /** Run an answer to an exercise; the feedback is {passed, code, message}. */
  check(tell, number, code, exercise, {narrow = false}) {
    listen(narrow, tell);
    return page.check(number, code, exercise)?.toJs({dict_converter: Object.fromEntries}) ?? null;
  },
};

function listen(narrow, tell) {
  page.narrow = narrow;
  page.send = (kind, content) => {
    tell(kind, content.toJs({dict_converter: Object.fromEntries}));
  };
}

/** Python's None arrives here as undefined, which JSON would leave out. */
const orNull = (_name, value) => (value === undefined ? null : value);

addEventListener("message", async ({data: [number, method, values]}) => {
  const tell = (kind, content) => send(JSON.stringify({number, kind, content}, orNull));
  try {
    tell("answer", await requests[method](tell, ...values));
  } catch (error) {
    tell("failure", `${error.message ?? error}`);
  }
});
