// What is not saved yet: sent one by one until nothing is left.
import { drawFrom, drawnAs, drawnFrom, show, saidBy } from "./sheet-drawn.js";
import { notKept, refused, saved, sends, unsaved } from "./sheet-ends.js";
import { freshToken, isStale, post } from "./sheet-post.js";
import { form, say, saySignedOut, saysNotSaved, saysSignedOut } from "./sheet-says.js";
import { forget, remember, unsent } from "./sheet-unsent.js";
import { isOffered, settle } from "./sheet-versions.js";

const PATIENCE = [1000, 3000, 10000, 30000]; // milliseconds between tries
const SIGNING_IN = 10000; // a return to this window ends the wait
let sending = false, failures = 0, savedAt, goOn, wake = () => {};

export const isUnsaved = () => unsaved.size > 0;
export const isRefused = () => refused.size > 0;

export function hear(control) {
  const { name } = control, value = saidBy(control);
  if (!unsaved.has(name) && !refused.has(name) && value === drawnAs(name)) return;
  settle(name);
  unsaved.delete(name); // the newest answer goes to the end of the queue
  unsaved.set(name, value);
  remember(name, value, drawnFrom(name), drawnAs(name));
}

/** What an earlier tab could not send, said from the version that it saw. */
export function sendUnsent() {
  for (const { name, value, from, was } of unsent()) {
    if (value === drawnAs(name) || !form.elements[name]) forget(name);
    else if (!unsaved.has(name)) {
      drawFrom(name, was, from);
      show(name, value);
      unsaved.set(name, value);
    }
  }
}

/** As if this button were pressed once all is saved. */
export function sendThenGo(button) {
  goOn = button;
  send();
}

export async function send() {
  if (sending) return wake();
  sending = true;
  while (unsaved.size > 0 || (goOn && isStale())) await sendOne(...(unsaved.entries().next().value ?? []));
  sending = false;
  if (refused.size > 0) say("refused", `${form.dataset.refused}: ${refused.values().next().value}`);
  else if (isOffered()) say("refused", form.dataset.two);
  else if (savedAt) say("saved", `✓ ${form.dataset.saved}`, savedAt);
  else if (saysNotSaved()) say("", "");
  if (goOn && !isOffered()) form.requestSubmit(goOn);
  goOn = null;
}

async function sendOne(name, value) {
  if (name && !saysSignedOut()) say("saving", form.dataset.saving);
  try {
    if (isStale()) await freshToken();
    if (name) savedAt = await sendNow(name, value);
    failures = 0;
  } catch (problem) {
    if (problem.final) return notKept(name, value, problem);
    if (problem.signIn) saySignedOut(problem.signIn);
    else say("not-saved", form.dataset.notSaved);
    const patience = problem.signIn ? SIGNING_IN : PATIENCE[Math.min(failures++, PATIENCE.length - 1)];
    await new Promise((resolve) => { wake = resolve; setTimeout(resolve, patience); });
  }
}

async function sendNow(name, value) {
  sends(name, value);
  const { saved_at, version } = await post(name, value, drawnFrom(name));
  saved(name, value, version);
  return saved_at;
}
