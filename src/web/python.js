// The page's Python: a worker that is started by the first run, and ended when it must stop.
import {proxy, wrap} from "comlink";
import {RUNTIME} from "./generated/runtime.js";

const SCRIPT = new URL(`./worker.js?v=${RUNTIME.version}`, import.meta.url);
const PATIENCE = 10_000; // ms in which an idle worker must answer
const after = (ms) => new Promise((go) => setTimeout(go, ms));

/** Why a run came to no end; the message is a sentence for the reader. */
export class Trouble extends Error {}

const notLoaded = ({message}) =>
  new Trouble(
    `Python could not be loaded: ${message}. The page goes on without it; run the cell to try again.`,
  );

/** Python in a worker. One thing runs at a time. */
export class Python {
  #worker = null;
  #remote = null;
  #started = null;
  #end = null; // rejects whatever is waiting for the worker

  /** `onBytes(received, total)` is called while files come. */
  constructor(onBytes) {
    this.onBytes = onBytes;
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
    const isAlive = await this.#wait(Promise.race([this.#remote.ping(), after(PATIENCE)]));
    if (isAlive) return false;
    this.stop();
    await this.start();
    return true;
  }

  async #start() {
    this.#worker = new Worker(SCRIPT, {type: "module"});
    this.#remote = wrap(this.#worker);
    this.#end = Promise.withResolvers();
    this.#end.promise.catch(() => {});
    const end = this.#end;
    this.#worker.onerror = () => end.reject(new Error("the file worker.js is missing"));
    const expected = new Set(RUNTIME.core);
    const size = (names) => names.reduce((sum, name) => sum + RUNTIME.files[name].download, 0);
    let received = size(RUNTIME.core.filter((name) => name.endsWith(".mjs"))); // these are imported
    const onBytes = (name, count) => {
      if (!(name in RUNTIME.files)) return;
      expected.add(name);
      // What arrives here has been unpacked; what is told is what had to travel.
      received += (count * RUNTIME.files[name].download) / RUNTIME.files[name].size;
      this.onBytes(received, Math.max(size([...expected]), received));
    };
    try {
      await this.#wait(this.#remote.start(proxy(onBytes)));
      this.#worker.onerror = null; // from now on, what fails in there says so itself
    } catch (error) {
      this.stop();
      throw error instanceof Trouble ? error : notLoaded(error);
    }
  }

  /** Wait for the worker, or for its end. */
  #wait(promise) {
    return Promise.race([promise, this.#end.promise]);
  }

  async #call(method, ...values) {
    try {
      return await this.#wait(this.#remote[method](...values));
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

  needs = (sources, wanted, done) => this.#call("needs", sources, wanted, done);
  prepare = (codes) => this.#call("prepare", codes);
  run = (number, code, options, onEvent) =>
    this.#call("run", number, code, options, proxy(onEvent));
  check = (number, code, exercise, options, onEvent) =>
    this.#call("check", number, code, exercise, options, proxy(onEvent));

  /** End it, whatever it does; the next call starts it anew, without variables. */
  stop(reason = "Stopped.") {
    this.#worker?.terminate();
    this.#end?.reject(new Trouble(reason));
    this.#worker = this.#remote = this.#started = this.#end = null;
  }
}
