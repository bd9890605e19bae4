// When a pointer, a tap or the keyboard comes near a chart, what makes it live is fetched, and not before: the first
// paint is the server's SVG, and each script on the way to it costs a phone a round trip.

const NEAR = ["pointerenter", "touchstart", "focusin"];

document.querySelectorAll("figure.spectrum").forEach((figure) => {
  if (!figure.querySelector(".spectrum-svg")) return;
  whenNear(figure, async () => {
    const { comeAlive } = await import("./spectrum-live.js");
    await comeAlive(figure).catch(() => {});
  });
});

function whenNear(figure, then) {
  if (figure.matches(":hover, :focus-within")) return then();
  const waiting = new AbortController();
  const come = () => {
    waiting.abort();
    then();
  };
  for (const type of NEAR) figure.addEventListener(type, come, { signal: waiting.signal, passive: true });
}
