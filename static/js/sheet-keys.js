// Without a mouse: a digit chooses and goes on to the next open question, 0 or c says “I can’t say”. Enter is the
// form’s own way to continue, and arrows the browser’s own way within a question.
import { form } from "./sheet-says.js";

const CHOSEN = ":checked:not([value=''])";

const items = () => [...form.querySelectorAll("fieldset.item")].filter((item) => item.checkVisibility());
const isOpen = (item) => !item.querySelector(CHOSEN);

form.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const item = event.target.closest("fieldset.item"), choice = item && choiceFor(item, event.key);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  goOnFrom(item);
});

function choiceFor(item, key) {
  const value = key === "0" || key.toLowerCase() === "c" ? "cant_say" : key;
  return /^([1-9]|cant_say)$/.test(value) ? item.querySelector(`[type=radio][value="${value}"]`) : null;
}

/** To the next open question after this, or before it; where none is left, to Continue. */
function goOnFrom(item) {
  const all = items(), here = all.indexOf(item);
  const next = [...all.slice(here + 1), ...all.slice(0, here)].find(isOpen);
  (next?.querySelector("[type=radio]") ?? form.querySelector("button.primary")).focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** How many of the questions that make the page whole have no answer; said once something is answered. */
const openHere = form.querySelector(".open-here");

function countOpen() {
  const asked = items().filter((item) => item.querySelector("[value=cant_say]"));
  const open = asked.filter(isOpen).length, isBegun = form.querySelector(`fieldset.item ${CHOSEN}`);
  openHere.textContent = open > 0 && isBegun ? openHere.dataset.words.replace("%n", open) : "";
}

form.addEventListener("change", countOpen);
addEventListener("pageshow", countOpen);
for (const help of form.querySelectorAll(".keys-help")) help.hidden = false;
