// What makes a survey's pages easier where there is JavaScript. Without it they work all the same.
import { initAll } from "/static/govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = document.getElementById(button.dataset.said);
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Your browser did not let us copy. Please write the code down.";
    }
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Reads a question aloud with the voice of the person's own device.
for (const button of document.querySelectorAll("[data-read]")) {
  if (!("speechSynthesis" in window)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(button.dataset.read);
    words.lang = button.dataset.language;
    speechSynthesis.speak(words);
  });
}

// The chat hands a survey over by a code after "#", which no server sees or logs.
const handover = document.getElementById("handover");
if (handover && location.hash.length > 1) {
  handover.elements.code.value = decodeURIComponent(location.hash.slice(1));
  handover.elements.once.value = "yes";
  history.replaceState(null, "", location.pathname);
  handover.requestSubmit();
}
