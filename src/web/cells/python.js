// The page's Python: a worker that is started by the first run, and ended when it must stop.

import {RUNTIME} from "../generated/runtime.js";
import {deferred} from "./deferred.js";
import {isAnswer, read} from "./messages.js";
import {openRoom} from "./room.js";

const SCRIPT = new URL(`./worker.js?v=${RUNTIME.version}`, import.meta.url).href;
const FILES = new URL("../pyodide/", import.meta.url).href;
const PATIENCE = 10_000; // ms in which an idle worker must answer
const SILENCE = 8_000; // ms without a byte of a file that is on its way, until the reader is told
const after = (ms) => new Promise((go) => setTimeout(go, ms));

/** Why a run came to no end; the message is a sentence for the reader. */
export class Trouble extends Error {}

const notLoaded = ({message}) =>
  new Trouble(
    `Python could not be loaded: ${message}. The page goes on without it; run the cell to try again.`,
  );

/** Python in a worker. One thing runs at a time. */
export class Python {
  #room = null; // {worker, close}
  #started = null;
  #end = null; // rejects whatever is waiting for the worker
  #requests = new Map(); // number -> what waits for its answer
  #count = 0;
  #onBytes; // adds up what has come, for start and prepare alike

  /** `onBytes(received, total)` is called while files come, `onSilence()` when they stay away. */
  constructor({onBytes, onSilence}) {
    Object.assign(this, {onBytes, onSilence});
  }

  /** Whether it has been loaded, or will be. */
  get isStarted() {
    return Boolean(this.#started);
  }

  /** Load it, once; return whether it had to be started, so that there are no variables. */
  async start() {
    const isNew = !this.#started;
    this.#started ??= this.#start();
    await this.#started;
    if (isNew) return true;
    // Nothing runs now, so it answers at once, unless the browser has ended it.
    const isAlive = await this.#wait(Promise.race([this.#ask("ping"), after(PATIENCE)]));
    if (isAlive) return false;
    this.stop();
    await this.start();
    return true;
  }

  async #start() {
    this.#end = deferred();
    this.#end.promise.catch(() => {});
    const end = this.#end;
    try {
      const opening = openRoom(SCRIPT, FILES);
      // A room that opens after a stop has nobody left to live in it.
      opening.then(
        (room) => end === this.#end || room.close(),
        () => {},
      );
      this.#room = await this.#patiently(() => opening);
      const {worker} = this.#room;
      worker.onmessage = ({data}) => this.#hear(data);
      worker.onerror = () => end.reject(new Error("the file worker.js does not run here"));
      const {version, core} = RUNTIME;
      this.#onBytes = this.#counting();
      const expected = {files: FILES, version, core, sizes: sizes()};
      await this.#fetching("start", [expected]);
      worker.onerror = null; // from now on, what fails in there says so itself
    } catch (error) {
      this.stop();
      throw error instanceof Trouble ? error : notLoaded(error);
    }
  }

  /**
   * Wait for work that needs files, and tell the reader when none come for a while. The work calls
   * `alive(isAll)` for every piece that comes, with whether that was all.
   */
  async #patiently(work) {
    let silence;
    const alive = (isAll) => {
      clearTimeout(silence);
      if (!isAll) silence = setTimeout(() => this.onSilence(), SILENCE);
    };
    alive(false);
    try {
      return await this.#wait(work(alive));
    } finally {
      clearTimeout(silence);
    }
  }

  /** Send a request that fetches files. */
  #fetching = (method, values) =>
    this.#patiently((alive) =>
      this.#ask(method, values, (kind, content) => alive(this.#onBytes(kind, content) > 0.999)),
    );

  /** A listener that adds up what has come, tells it, and returns which part of all it is. */
  #counting() {
    const expected = new Set(RUNTIME.core);
    const size = (names) => names.reduce((sum, name) => sum + RUNTIME.files[name].download, 0);
    // Modules are imported, which nobody counts.
    let received = size(RUNTIME.core.filter((name) => name.endsWith(".js")));
    return (_kind, {name, count}) => {
      if (!Object.hasOwn(RUNTIME.files, name)) return 0;
      expected.add(name);
      // What arrives there has been unpacked; what is told is what had to travel.
      received += (count * RUNTIME.files[name].download) / RUNTIME.files[name].size;
      const total = Math.max(size([...expected]), received);
      this.onBytes(received, total);
      return received / total;
    };
  }

  /** Wait for the worker, or for its end. */
  #wait(promise) {
    return Promise.race([promise, this.#end.promise]);
  }

  /** Send a request; `onEvent(kind, content)` is called with what comes before its answer. */
  #ask(method, values = [], onEvent = () => {}) {
    const number = ++this.#count;
    const {promise, resolve, reject} = deferred();
    this.#requests.set(number, {method, onEvent, resolve, reject});
    this.#room.worker.postMessage([number, method, values]);
    return promise;
  }

  #hear(data) {
    const message = read(data);
    const request = this.#requests.get(message?.number);
    if (!request) return; // nothing that we asked for
    const {kind, content} = message;
    if (kind !== "answer" && kind !== "failure") {
      request.onEvent(kind, content);
      return;
    }
    this.#requests.delete(message.number);
    if (kind === "failure") request.reject(new Error(content));
    else if (isAnswer(request.method, content)) request.resolve(content);
    else request.reject(new Error(`no answer to ${request.method}`));
  }

  async #call(method, values, onEvent) {
    try {
      const asked =
        method === "prepare" ? this.#fetching(method, values) : this.#ask(method, values, onEvent);
      return await this.#wait(asked);
    } catch (error) {
      if (error instanceof Trouble) throw error;
      if (method === "prepare") throw notLoaded(error); // the variables are still there
      // Pyodide does not live on after a failure of its own, such as memory that has run out.
      console.error(error);
      const reason = "Python ran out of memory, or failed. It starts anew with the next run.";
      this.stop(reason);
      throw new Trouble(reason);
    }
  }

  needs = (sources, wanted, done) => this.#call("needs", [sources, wanted, done]);
  prepare = (codes) => this.#call("prepare", [codes]);
  run = (number, code, options, onEvent) => this.#call("run", [number, code, options], onEvent);
  check = (number, code, exercise, options, onEvent) =>
    this.#call("check", [number, code, exercise, options], onEvent);

  /** End it, whatever it does; the next call starts it anew, without variables. */
  stop(reason = "Stopped.") {
    this.#room?.worker.terminate();
    this.#room?.close();
    this.#end?.reject(new Trouble(reason));
    this.#requests.clear();
    this.#room = this.#started = this.#end = null;
  }
}

/** How many bytes each file has, by its name. */
const sizes = () =>
  Object.fromEntries(Object.entries(RUNTIME.files).map(([name, {size}]) => [name, size]));
