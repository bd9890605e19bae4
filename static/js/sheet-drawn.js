// What the server had of each control when it drew the page, or has since, and the version that this was.
import { form } from "./sheet-says.js";

const drawn = read(form.elements.drawn.value); // control name → value
const versions = new Map(); // control name → version; the page's own for all others

function read(text) {
  try { return JSON.parse(text) ?? {}; } catch { return {}; }
}

export const drawnAs = (name) => drawn[name] ?? "";
export const drawnFrom = (name) => versions.get(name) ?? form.elements.version.value;

/** What an earlier tab said was drawn from this. */
export function drawFrom(name, value, version) {
  drawn[name] = value;
  versions.set(name, version);
}

/** Continue then says only what the server does not have yet. */
export function isNow(name, value, version) {
  drawFrom(name, value, version);
  form.elements.drawn.value = JSON.stringify(drawn);
}

const controls = (name) => [...form.querySelectorAll(`[name="${name}"]:not([data-take])`)];

export function saidBy(control) {
  if (control.type === "checkbox") return control.checked ? "on" : "";
  return control.value;
}

export function show(name, value) {
  for (const control of controls(name)) {
    if (control.type === "radio") control.checked = control.value === value && value !== "";
    else if (control.type === "checkbox") control.checked = value === "on";
    else control.value = value;
  }
}

/** As the page puts it: the number and the word of a point, or what was typed. */
export function inWords(name, value) {
  const chosen = controls(name).find((control) => control.type === "radio" && control.value === value);
  const words = chosen?.closest("label").querySelectorAll("span") ?? [];
  return [...words].map((word) => word.textContent).join(" – ") || value || "–";
}
