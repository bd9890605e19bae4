// The same question answered in two places: what is saved is shown, and what was said here is offered beside it.
import { inWords, show } from "./sheet-drawn.js";
import { form, placeOf, say } from "./sheet-says.js";
import { forget } from "./sheet-unsent.js";

const template = form.querySelector("template.offer-here");

for (const keep of form.querySelectorAll(".offer [data-keep]")) keep.hidden = false;
form.addEventListener("click", ({ target }) => {
  if (target.matches("[data-keep]")) keep(target.closest(".offer").dataset.of);
});

export function offer(name, mine, theirs) {
  show(name, theirs);
  settle(name);
  const note = template.content.firstElementChild.cloneNode(true);
  note.dataset.of = name;
  note.querySelector(".mine").textContent = inWords(name, mine);
  note.querySelector("[data-keep]").hidden = false;
  Object.assign(note.querySelector("input"), { name, value: mine });
  placeOf(name).end.append(note);
  say("refused", form.dataset.two);
}

export const isOffered = () => form.querySelector(".offer") !== null;

/** Taken, it is said anew, and by somebody who has seen what else was said. */
export function take({ name, value }) {
  settle(name);
  show(name, value);
  const said = placeOf(name).end.querySelector(`[name="${name}"]:checked`) ?? placeOf(name).described;
  said.dispatchEvent(new Event("change", { bubbles: true }));
}

function keep(name) {
  forget(name);
  settle(name);
  if (!isOffered()) say("", "");
}

/** Whatever was said since at this question settles it. */
export const settle = (name) => form.querySelector(`.offer[data-of="${name}"]`)?.remove();
