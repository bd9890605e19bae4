// Saves each answer as it is given. What the server has not acknowledged is never shown as saved.
import { isStale, makeStale } from "./rate-post.js";
import { hear, isRefused, isUnsaved, send, sendThenGo } from "./rate-queue.js";
import { form, say, saysNotSaved, saysSignedOut, tellLocalTime } from "./rate-says.js";

const ANSWERS = "[type=radio]:checked, [type=checkbox], textarea";
const TYPING = 1000; // milliseconds without a key until what is typed is sent
const AWAY = 5000; // and in another window, where the reader may have signed in anew
let typing, leftAt = 0, leaving = false;

form.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea")) return;
  hear(target);
  if (!isUnsaved()) return;
  if (!saysSignedOut()) say("not-saved", form.dataset.unsaved);
  clearTimeout(typing);
  typing = setTimeout(send, TYPING);
});

form.addEventListener("change", ({ target }) => {
  if (!target.name) return;
  hear(target);
  if (isUnsaved()) send();
});

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

// What the page shows and the server does not have: typed before this script came, or given back by the browser.
addEventListener("pageshow", () => {
  leaving = false;
  tellLocalTime();
  for (const control of form.querySelectorAll(ANSWERS)) hear(control);
  if (isUnsaved() || saysNotSaved()) send();
});

const tryAgain = () => { if (isUnsaved()) send(); };
addEventListener("online", tryAgain);
addEventListener("blur", () => { leftAt = Date.now(); });
addEventListener("focus", () => {
  if (leftAt > 0 && Date.now() - leftAt > AWAY) makeStale();
  tryAgain();
});
