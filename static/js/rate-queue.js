// What is not saved yet, and what the server will not keep: sent one by one until nothing is left.
import { freshToken, isStale, post } from "./rate-post.js";
import { accept, form, refuse, say, saySignedOut, saysNotSaved, saysSignedOut } from "./rate-says.js";

const unsaved = new Map(); // control name → value, in the order given
const refused = new Map(); // control name → why the server will not keep it as it is
const drawn = read(form.elements.drawn.value); // what the server had when it drew the page, or has since
const PATIENCE = [1000, 3000, 10000, 30000]; // milliseconds between tries
const SIGNING_IN = 10000; // a return to this window ends the wait
let sending = false, failures = 0, savedAt, goOn, wake = () => {};

export const isUnsaved = () => unsaved.size > 0;
export const isRefused = () => refused.size > 0;

function read(text) {
  try { return JSON.parse(text) ?? {}; } catch { return {}; }
}

function saidBy(control) {
  if (control.type === "checkbox") return control.checked ? "on" : "";
  return control.value;
}

export function hear(control) {
  const { name } = control, value = saidBy(control);
  if (!unsaved.has(name) && !refused.has(name) && value === (drawn[name] ?? "")) return;
  unsaved.delete(name); // the newest answer goes to the end of the queue
  unsaved.set(name, value);
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
  else if (savedAt || saysNotSaved()) say("saved", `✓ ${form.dataset.saved}`, savedAt);
  if (goOn) form.requestSubmit(goOn);
  goOn = null;
}

async function sendOne(name, value) {
  if (name && !saysSignedOut()) say("saving", form.dataset.saving);
  try {
    if (isStale()) await freshToken();
    if (name) saved(name, value, (await post(name, value)).saved_at);
    failures = 0;
  } catch (problem) {
    if (problem.final) return notKept(name, value, problem.message);
    if (problem.signIn) saySignedOut(problem.signIn);
    else say("not-saved", form.dataset.notSaved);
    const patience = problem.signIn ? SIGNING_IN : PATIENCE[Math.min(failures++, PATIENCE.length - 1)];
    await new Promise((resolve) => { wake = resolve; setTimeout(resolve, patience); });
  }
}

function saved(name, value, time) {
  if (unsaved.get(name) === value) unsaved.delete(name);
  drawn[name] = value; // Continue then says only what the server does not have yet
  form.elements.drawn.value = JSON.stringify(drawn);
  savedAt = time;
  if (refused.delete(name)) accept(name);
}

function notKept(name, value, why) {
  if (unsaved.get(name) !== value) return; // changed since; that one is asked about next
  unsaved.delete(name);
  refused.set(name, why);
  refuse(name, why);
}
