/** A promise with the functions that settle it: Promise.withResolvers, which browsers of 2023 lack. */
export function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, {resolve, reject}));
  return parts;
}
