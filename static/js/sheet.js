// A page of answers: saves each as it is given. What the server has not acknowledged is never shown as saved.
import { isStale, makeStale } from "./sheet-post.js";
import { hear, isRefused, isUnsaved, send, sendThenGo, sendUnsent } from "./sheet-queue.js";
import { form, say, saysNotSaved, saysSignedOut, tellLocalTime } from "./sheet-says.js";
import { take } from "./sheet-versions.js";
import "./sheet-keys.js";
import "./sheet-pace.js";

const ANSWERS = "[type=radio]:checked, [type=checkbox]:not([data-take]), textarea";
const TYPING = 1000; // milliseconds without a key until what is typed is sent
const STEPPING = 700; // and without a step along the scale
const AWAY = 5000; // and in another window, where the reader may have signed in anew
let waiting, stepping = false, leftAt = 0, leaving = false;

form.addEventListener("input", ({ target }) => {
  if (target.matches("textarea")) wait(target, TYPING);
});

form.addEventListener("keydown", ({ key, target }) => {
  stepping = key.startsWith("Arrow") && target.type === "radio";
});
form.addEventListener("pointerdown", () => { stepping = false; });

form.addEventListener("change", ({ target }) => {
  if (target.matches("[data-take]")) return take(target);
  if (!target.name) return;
  if (stepping) return wait(target, STEPPING); // a step over an answer is none
  hear(target);
  if (isUnsaved()) send();
});

form.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (isUnsaved() && relatedTarget?.name !== target.name) send();
});

function wait(control, pause) {
  hear(control);
  if (!isUnsaved()) return;
  if (!saysSignedOut()) say("not-saved", form.dataset.unsaved);
  clearTimeout(waiting);
  waiting = setTimeout(send, pause);
}

// The page itself carries every answer; to one who was signed out it would carry them to the sign-in page.
form.addEventListener("submit", (event) => {
  leaving = !isUnsaved() && !isStale();
  if (leaving) return;
  event.preventDefault();
  sendThenGo(event.submitter);
});

addEventListener("beforeunload", (event) => {
  if ((isUnsaved() || isRefused()) && !leaving) event.preventDefault();
});

// What a browser gives back after Back, a reload or a restart is not what a person says: it shows what the server
// has. Only what is other than that on a page that was opened anew was typed before this script came.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) return location.reload();
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") form.reset();
  tellLocalTime();
  for (const control of form.querySelectorAll(ANSWERS)) hear(control);
  sendUnsent();
  if (isUnsaved() || saysNotSaved()) send();
});

const tryAgain = () => { if (isUnsaved()) send(); };
addEventListener("online", tryAgain);
addEventListener("blur", () => { leftAt = Date.now(); });
addEventListener("focus", () => {
  if (leftAt > 0 && Date.now() - leftAt > AWAY) makeStale();
  tryAgain();
});
