// What the rating page tells its leader of each answer: in the bar at the foot, and at the question itself.
export const form = document.querySelector(".sheet");
const status = form.querySelector(".saved");
const signedOut = form.querySelector("template.signed-out");

export function say(state, text, time) {
  status.dataset.state = state;
  status.textContent = text;
  if (!time) return;
  const clock = document.createElement("time");
  clock.dateTime = time;
  status.append(" ", clock);
  tellLocalTime();
}

/** The server tells its own time; the reader's clock shows another. */
export function tellLocalTime() {
  const clock = status.querySelector("time");
  const shape = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (clock) clock.textContent = new Date(clock.dateTime).toLocaleTimeString([], shape);
}

export const saysNotSaved = () => status.dataset.state === "not-saved";
export const saysSignedOut = () => status.querySelector("a") !== null;

/** Said once: it would be read out again at every try. */
export function saySignedOut(address) {
  if (saysSignedOut()) return;
  status.dataset.state = "not-saved";
  status.replaceChildren(signedOut.content.cloneNode(true));
  status.querySelector("a").href = address;
}

/** Why an answer cannot be kept stands at its question until it is saved. */
export function refuse(name, why) {
  const { described, before } = placeOf(name);
  const note = document.getElementById(`error-${name}`) ?? document.createElement("p");
  Object.assign(note, { id: `error-${name}`, className: "field-error", role: "alert", textContent: why });
  if (!note.isConnected) before.before(note);
  describe(described, note.id, true);
}

export function accept(name) {
  document.getElementById(`error-${name}`)?.remove();
  describe(placeOf(name).described, `error-${name}`, false);
}

export function placeOf(name) {
  const item = document.getElementById(`item-${name}`);
  const control = item.querySelector("textarea, [type=checkbox]:not([data-take])");
  return { described: control ?? item, before: item.querySelector(".scale, textarea, label"), end: item };
}

function describe(control, id, wrong) {
  const ids = new Set((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  ids[wrong ? "add" : "delete"](id);
  if (ids.size > 0) control.setAttribute("aria-describedby", [...ids].join(" "));
  else control.removeAttribute("aria-describedby");
  control.closest(".item")?.classList.toggle("has-error", wrong);
  if (control.matches("textarea, input")) control.setAttribute("aria-invalid", String(wrong));
}
