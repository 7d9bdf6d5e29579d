// The noise of the demos: bit for bit the numbers that NumPy draws from the same seed.
import {count, number} from "./methods.js";

const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const POOL_SIZE = 4;

/** `n` numbers from [0, 1); twin of numpy.random.default_rng(seed).random(n). */
export function random(seed, n) {
  const step = generator(seedWords(count("seed", seed, 0)));
  return Array.from({length: count("n", n)}, step);
}

/** `n` numbers from low to high; twin of neurocalc.noise.uniform. */
export function uniform(seed, n, low = 0, high = 1) {
  if (number("low", low) > number("high", high)) {
    throw new Error(`low must not exceed high, but low is ${low} and high is ${high}`);
  }
  return random(seed, n).map((u) => low + (high - low) * u);
}

/** `n` Gaussian numbers around 0 with standard deviation sigma; twin of neurocalc.noise.normal. */
export function normal(seed, n, sigma = 1) {
  if (number("sigma", sigma) < 0) throw new Error(`sigma must be at least 0, but it is ${sigma}`);
  const u = random(seed, 2 * Math.ceil(count("n", n) / 2));
  return Array.from({length: n}, (_, i) => {
    const pair = i - (i % 2);
    const radius = Math.sqrt(-2 * Math.log(1 - u[pair])); // 1 - u is never 0
    const angle = 2 * Math.PI * u[pair + 1];
    return sigma * radius * (i % 2 ? Math.sin(angle) : Math.cos(angle));
  });
}

/** PCG64 (O'Neill 2014): 128 bits of state, 64 bits of output, of which a double takes 53. */
function generator([stateHigh, stateLow, streamHigh, streamLow]) {
  const increment = BigInt.asUintN(128, (streamHigh << 65n) | (streamLow << 1n) | 1n);
  const advance = (state) => BigInt.asUintN(128, state * MULTIPLIER + increment);
  let state = advance(increment + ((stateHigh << 64n) | stateLow));
  return () => {
    state = advance(state);
    const folded = (state >> 64n) ^ BigInt.asUintN(64, state);
    const turned = ((folded << 64n) | folded) >> (state >> 122n); // a rotation to the right
    return Number(BigInt.asUintN(64, turned) >> 11n) * 2 ** -53;
  };
}

/** Four 64-bit words from a seed; twin of numpy.random.SeedSequence(seed).generate_state. */
function seedWords(seed) {
  const spread = hash(0x43b0d7e5, 0x931e8875);
  const entropy = [seed >>> 0, Math.floor(seed / 2 ** 32), 0, 0];
  const pool = entropy.map(spread);
  for (let from = 0; from < POOL_SIZE; from++) {
    for (let to = 0; to < POOL_SIZE; to++) {
      if (from !== to) pool[to] = mix(pool[to], spread(pool[from]));
    }
  }
  const draw = hash(0x8b51f9dd, 0x58f38ded);
  const half = Array.from({length: 8}, (_, i) => BigInt(draw(pool[i % POOL_SIZE])));
  return [0, 2, 4, 6].map((i) => half[i] | (half[i + 1] << 32n));
}

/** A hash of 32-bit words whose constant changes at each call. */
function hash(constant, factor) {
  return (word) => {
    const before = word ^ constant;
    constant = Math.imul(constant, factor);
    return shift(Math.imul(before, constant));
  };
}

const mix = (x, y) => shift(Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y));

const shift = (word) => (word ^ (word >>> 16)) >>> 0;
