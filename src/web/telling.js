// What a demo tells its reader, and what the reader sees when a demo cannot run.

const SENTENCE =
  "This demo cannot run in your browser. The picture shows how it starts; the text goes on below.";

/** Write a sentence into its place, and have it read out: each demo has one voice. */
export function tell(el, place, sentence) {
  el.querySelector(place).textContent = sentence;
  if (sentence) el.querySelector(".demo-announcement").textContent = sentence;
}

/** Give the picture back, say so, and leave the reason to the console. */
export function fail(el, error) {
  console.error(error);
  delete el.dataset.alive;
  el.dataset.failed = "";
  const note = el.querySelector(".demo-note") ?? el.appendChild(document.createElement("p"));
  note.className = "demo-note";
  note.textContent = SENTENCE;
}
