// How the sending of an answer ended: saved, nothing to save, behind what was said elsewhere, or refused for good.
import { drawnAs, isNow } from "./sheet-drawn.js";
import { accept, refuse } from "./sheet-says.js";
import { forget, remember } from "./sheet-unsent.js";
import { offer } from "./sheet-versions.js";

export const unsaved = new Map(); // control name → value, in the order given
export const refused = new Map(); // control name → why the server will not keep it as it is
const sent = new Map(); // control name → the values that may have arrived, for all that is known

export const sends = (name, value) => sent.set(name, new Set(sent.get(name)).add(value));

export function saved(name, value, version) {
  isNow(name, value, version);
  sent.delete(name);
  if (unsaved.get(name) === value) {
    unsaved.delete(name);
    forget(name);
  } else if (unsaved.has(name)) remember(name, unsaved.get(name), version, value);
  if (refused.delete(name)) accept(name);
}

export function notKept(name, value, problem) {
  if (problem.now) return behind(name, problem.now[name] ?? "", problem.version);
  if (problem.version) return saved(name, value, problem.version); // nothing was said, and nothing is there
  if (unsaved.get(name) !== value) return; // changed since; that one is asked about next
  unsaved.delete(name);
  refused.set(name, problem.message);
  refuse(name, problem.message);
}

/** Behind an answer of this page itself, whose acknowledgement was lost, it is said again; else both are shown. */
function behind(name, theirs, version) {
  const mine = unsaved.get(name), isOurs = theirs === drawnAs(name) || sent.get(name)?.has(theirs);
  isNow(name, theirs, version);
  if (isOurs) return remember(name, mine, version, theirs);
  unsaved.delete(name);
  sent.delete(name);
  offer(name, mine, theirs);
}
