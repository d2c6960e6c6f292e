// A kiosk clears itself: after 90 seconds without a touch it asks, and 30 seconds later it is ready for the next person.
const dialog = document.getElementById("idle");
const IDLE = 90_000;
const LAST_CALL = 30_000;
let waiting;
let leaving;

function clear() {
  location.replace(dialog.dataset.clear);
}

function watch() {
  clearTimeout(waiting);
  if (dialog.open) return;
  waiting = setTimeout(() => {
    dialog.showModal();
    leaving = setTimeout(clear, LAST_CALL);
  }, IDLE);
}

function stay() {
  clearTimeout(leaving);
  dialog.close();
  watch();
}

document.getElementById("idle-stay").addEventListener("click", stay);
dialog.addEventListener("cancel", stay);
for (const sign of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(sign, watch, { passive: true });
watch();
// Back must not bring a page of the last person out of the browser's memory.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
