// Saves each answer as it is given. What the server has not acknowledged is never shown as saved.
const form = document.querySelector(".rate-form");
const status = form.querySelector(".saved");
const unsaved = new Map(); // control name → value, in the order given
const drawn = JSON.parse(form.elements.drawn.value || "{}"); // what the server had when it drew the page, or has since
const PATIENCE = [1000, 3000, 10000, 30000]; // milliseconds between tries
let sending = false;
let failures = 0;

function say(state, text, time) {
  status.dataset.state = state;
  status.textContent = text;
  if (!time) return;
  const clock = document.createElement("time");
  clock.dateTime = time;
  clock.textContent = new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  status.append(" ", clock);
}

function valueOf(control) {
  if (control.type === "checkbox") return control.checked ? "on" : "";
  return control.value;
}

async function send() {
  if (sending || unsaved.size === 0) return;
  sending = true;
  const [name, value] = unsaved.entries().next().value;
  say("saving", form.dataset.saving);
  try {
    const reply = await post(name, value);
    if (unsaved.get(name) === value) unsaved.delete(name);
    drawn[name] = value; // Continue then says only what the server does not have yet
    form.elements.drawn.value = JSON.stringify(drawn);
    failures = 0;
    if (unsaved.size === 0) say("saved", `✓ ${form.dataset.saved}`, reply.saved_at);
  } catch (problem) {
    if (problem.final) {
      unsaved.delete(name);
      say("refused", `${form.dataset.refused}: ${problem.message}`);
    } else {
      say("not-saved", form.dataset.notSaved);
      await new Promise((resolve) => setTimeout(resolve, PATIENCE[Math.min(failures++, PATIENCE.length - 1)]));
    }
  }
  sending = false;
  send();
}

async function post(name, value) {
  const body = new URLSearchParams({ [name]: value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const response = await fetch(form.dataset.saveUrl, { method: "POST", body, redirect: "error" });
  if (response.ok) return response.json();
  const refused = response.status === 409 || response.status === 422;
  const why = refused ? (await response.json()).why : response.statusText;
  throw Object.assign(new Error(why), { final: refused });
}

form.addEventListener("change", (event) => {
  const control = event.target;
  if (!control.name) return;
  unsaved.delete(control.name); // the newest answer goes to the end of the queue
  unsaved.set(control.name, valueOf(control));
  send();
});

addEventListener("online", send);
addEventListener("beforeunload", (event) => {
  if (unsaved.size > 0 && !form.dataset.leaving) event.preventDefault();
});
form.addEventListener("submit", () => { form.dataset.leaving = "yes"; }); // the page itself carries every answer
