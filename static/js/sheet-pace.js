// How long a question takes, in the middle of those answered here: one number, and no time of any single answer.
import { form } from "./sheet-says.js";

const ENOUGH = 4; // answers; of fewer it says nothing
const took = new Map(); // control name → seconds until it was first answered
let last = performance.now();

form.addEventListener("change", ({ target }) => {
  if (target.type !== "radio" || took.has(target.name)) return;
  const now = performance.now();
  took.set(target.name, (now - last) / 1000);
  last = now;
  if (took.size >= ENOUGH) form.elements.seconds.value = middle([...took.values()]).toFixed(2);
}, { capture: true });

// Nobody answers in a window that they do not see.
document.addEventListener("visibilitychange", () => { last = performance.now(); });

function middle(values) {
  const sorted = values.sort((one, other) => one - other), half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
