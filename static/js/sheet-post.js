// Sends one answer to the server, and knows how it ended: saved, refused for good, signed out, or to be tried again.
import { form } from "./sheet-says.js";

const FOR_GOOD = [409, 422];
const WHO_IS_IT = [401, 403, 404]; // nobody, somebody whose page this is no longer, somebody else
const PATIENCE = 20000; // milliseconds; what arrives later than this is behind what was said since
let stale = false; // signing in gives out a new token, and takes the old page's away

export const isStale = () => stale;
export const makeStale = () => { stale = true; };

/** `version` is the one that this control was drawn from. A page that is left lets the request end. */
export async function post(name, value, version) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const seconds = form.elements.seconds.value;
  const body = new URLSearchParams({ [name]: value, version, seconds, csrfmiddlewaretoken: token });
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(form.dataset.saveUrl, { method: "POST", body, redirect: "error", keepalive: true, signal });
  if (response.ok) return response.json();
  stale = WHO_IS_IT.includes(response.status);
  if (response.status === 401) throw signedOut((await response.json()).sign_in);
  const final = FOR_GOOD.includes(response.status), said = final ? await response.json() : {};
  throw Object.assign(new Error(said.why ?? response.statusText), said, { final });
}

/** This page as it is now: only its own leader gets it, with the token that counts. */
export async function freshToken() {
  const response = await fetch(location.pathname, { cache: "no-store" });
  if (response.redirected || response.status === 404) throw signedOut(response.redirected ? response.url : "/");
  if (!response.ok && response.status !== 409) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  form.elements.csrfmiddlewaretoken.value = page.querySelector("[name=csrfmiddlewaretoken]").value;
  stale = false;
}

const signedOut = (address) => Object.assign(new Error("signed out"), { signIn: address });
