// A module that is fetched when it is wanted, and asked for again when it did not come: a reader on
// a train loses the connection for a while, and what has failed need not stay so until they reload.

const PAUSES = [5, 15, 60]; // s until it is asked for again by itself; the last one repeats

export class Late {
  module = null; // once it is here
  hasFailed = false; // whether it has been asked for and did not come
  #load;
  #address;
  #tries = 0;
  #pending = null;
  #followers = new Set();
  #pause;

  /**
   * `load` is () => import("./module.js"), in a script whose address is `base`. `place` is "late:"
   * and the module's path in the checkout: where the bundler has made a piece of it, `bookext.web`
   * writes the name of that piece instead.
   */
  constructor(load, place, base) {
    this.#load = load;
    this.#address = place.startsWith("late:") ? null : new URL(place, base);
    globalThis.addEventListener?.("online", () => this.#again());
  }

  /** Ask for it, unless it is here or on its way; gives the module, or null if it does not come. */
  fetch() {
    if (this.module) return Promise.resolve(this.module);
    this.#pending ??= this.#attempt();
    return this.#pending;
  }

  /** Call `action` whenever it has come, or failed to, until `signal` says that nobody listens. */
  follow(action, signal) {
    this.#followers.add(action);
    signal.addEventListener("abort", () => this.#followers.delete(action));
  }

  async #attempt() {
    clearTimeout(this.#pause);
    try {
      this.module = await (this.#tries++ ? this.#elsewhere() : this.#load());
      this.hasFailed = false;
    } catch (error) {
      console.warn("A script has not come, and will be asked for again:", error);
      this.hasFailed = true;
      const pause = PAUSES[Math.min(this.#tries, PAUSES.length) - 1];
      this.#pause = setTimeout(() => this.#again(), 1000 * pause);
    }
    this.#pending = null;
    for (const action of this.#followers) action();
    return this.module;
  }

  #again() {
    if (this.hasFailed && this.#followers.size) this.fetch();
  }

  /**
   * Load it from another address: some browsers keep a failure for as long as the page lives. What
   * is no piece of its own came with this script, and cannot fail.
   */
  #elsewhere() {
    if (!this.#address) return this.#load();
    this.#address.searchParams.set("try", this.#tries);
    return import(this.#address.href);
  }
}
