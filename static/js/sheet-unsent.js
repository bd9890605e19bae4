// What was said and not acknowledged outlives the tab: kept in this browser, for this participant, a day at most.
import { form } from "./sheet-says.js";

const OURS = "unsent:";
const DAY = 24 * 3600 * 1000;
const key = OURS + form.dataset.participant;
const { sheet } = form.dataset;

function all() {
  try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; }
}

function write(kept) {
  try {
    if (Object.keys(kept).length > 0) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch { /* a browser that keeps nothing still sends */ }
}

/** `from` and `was`: the version that the page was drawn from, and as what. What was said since is not undone. */
export function remember(name, value, from, was) {
  const kept = all();
  kept[sheet] = { ...kept[sheet], [name]: { value, from, was, at: Date.now() } };
  write(kept);
}

export function forget(name) {
  const { [name]: gone, ...rest } = all()[sheet] ?? {};
  const { [sheet]: before, ...others } = all();
  if (gone) write(Object.keys(rest).length > 0 ? { ...others, [sheet]: rest } : others);
}

export function unsent() {
  eraseOld();
  return Object.entries(all()[sheet] ?? {}).map(([name, said]) => ({ name, ...said }));
}

function eraseOld() {
  const isYoung = ({ at }) => Date.now() - at < DAY;
  for (const stored of Object.keys(storage()).filter((name) => name.startsWith(OURS))) {
    const sheets = JSON.parse(localStorage.getItem(stored));
    if (!Object.values(sheets).flatMap(Object.values).every(isYoung)) localStorage.removeItem(stored);
  }
}

function storage() {
  try { return localStorage; } catch { return {}; }
}
