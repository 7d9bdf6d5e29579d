// Close the worker before a reader's code runs in it. A reader's code finds all that a worker has,
// through Pyodide's `js`. So what stays is what calculating needs, named one by one, and whatever
// else a browser has or will have goes: its storage, its channels to other pages, its network.
//
// Two ways to the network stay here, unseen from outside, and fetch the files of Python alone. They
// must not trust any prototype, for a reader's code may have replaced its methods.

// JavaScript itself.
const LANGUAGE = `
  AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array
  BigUint64Array Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry
  Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array
  InternalError Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError
  ReferenceError Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError
  Temporal TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef
  WeakSet WebAssembly constructor decodeURI decodeURIComponent encodeURI encodeURIComponent escape
  eval globalThis isFinite isNaN parseFloat parseInt undefined unescape
`;
// Of the worker: itself, messages to its page, clocks, texts, and what describes a response.
const WORKER = `
  AbortController AbortSignal DOMException DedicatedWorkerGlobalScope Event EventTarget Headers
  MessageChannel MessageEvent MessagePort ReadableStream Request Response TextDecoder TextEncoder
  URL URLSearchParams WorkerGlobalScope WorkerLocation WorkerNavigator addEventListener atob btoa
  clearInterval clearTimeout close console crypto crossOriginIsolated dispatchEvent
  isSecureContext location name navigator onmessage origin performance postMessage queueMicrotask
  removeEventListener self setInterval setTimeout structuredClone
`;
const NAVIGATOR = `
  appCodeName appName appVersion constructor hardwareConcurrency language languages onLine platform
  product userAgent
`;

const words = (text) => new Set(text.trim().split(/\s+/));

const open = globalThis.fetch.bind(globalThis);
const SyncRequest = globalThis.XMLHttpRequest;
const known = Object.create(null); // the addresses that may be fetched; it has no prototype

/** Let a file be fetched: its address becomes known. */
export function allow(address) {
  known[address] = true;
}

/** The address, if it is known: a text by now, so that what was checked is what is fetched. */
function checked(address) {
  const asked = `${address}`;
  if (known[asked] !== true) throw new TypeError("The book fetches nothing but its Python here.");
  return asked;
}

/** Fetch a known file. */
export const fetchFile = (address) => open(checked(address));

/** Fetch a known file at once, while Python waits. */
export function fetchFileNow(address) {
  const asked = checked(address);
  const request = new SyncRequest();
  request.open("GET", asked, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`it is missing (${request.status})`);
  return request.response;
}

/** Remove all that is not named from an object and from what it inherits. */
function empty(object, kept) {
  for (let place = object; place && place !== Object.prototype; place = above(place)) {
    for (const name of Reflect.ownKeys(place)) {
      if (typeof name === "symbol" || kept.has(name) || Reflect.deleteProperty(place, name))
        continue;
      const {value = place} = Object.getOwnPropertyDescriptor(place, name);
      // A constant number that cannot be removed leads nowhere. Anything else would.
      if (Object(value) === value) throw new Error(`${name} cannot be taken out of the worker`);
    }
  }
}

const above = Object.getPrototypeOf;

/** Close the doors. `own` are names of what the worker's own code has put there. */
export function close() {
  empty(navigator, words(NAVIGATOR));
  empty(globalThis, words(LANGUAGE + WORKER));
  // An address of this kind names what is in memory, and could be opened as a page of this site.
  delete URL.createObjectURL;
  delete URL.revokeObjectURL;
}
