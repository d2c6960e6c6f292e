// The assistant's window. One script tag puts it on a page:
//   <script type="module" src="https://…/static/widget.js" data-title="Ask about SEND"></script>
// It keeps the token in memory only: closing the page ends the chat on this computer.

const MAXIMUM = 2000;
const WARN_FROM = 1800;
const here = new URL(import.meta.url);
const script = document.querySelector('script[src*="/static/widget.js"]');
const title = script?.dataset.title ?? "Ask about SEND";

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = new URL("widget.css", here).href;
document.head.append(style);

/** Makes an element with properties and children; text is always set as text, never as HTML. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const log = make("div", { className: "ov-log", tabIndex: 0 });
log.setAttribute("role", "log");
log.setAttribute("aria-label", "Conversation");
const problem = make("div", { className: "ov-problem" });
problem.setAttribute("role", "alert");
const box = make("textarea", { rows: 1, id: "ov-box", autocomplete: "off" });
const send = make("button", { type: "submit", className: "ov-send", textContent: "Send" });
const count = make("p", { className: "ov-count" });
count.setAttribute("aria-live", "polite");
const form = make("form", { className: "ov-form" }, make("label", { htmlFor: "ov-box" }, "Your message", box), send);
const clear = make("button", { type: "button", textContent: "Clear my chat" });
const close = make("button", { type: "button", textContent: "Close" });
const dialog = make(
  "section",
  { className: "ov-window", hidden: true },
  make("div", { className: "ov-head" }, make("h2", { id: "ov-title", textContent: title }), clear, close),
  log, problem, form, count,
);
dialog.setAttribute("aria-labelledby", "ov-title");
const open = make("button", { type: "button", textContent: title });
open.setAttribute("aria-expanded", "false");
const opener = make("div", { className: "ov-open" }, open);
document.body.append(make("div", { className: "ov" }, opener, dialog));

// What a page says to those for whom this script does not run.
for (const element of document.querySelectorAll("[data-without-assistant]")) element.hidden = true;

let token = null;
let busy = false;
// The message whose reply has not come yet: sent again, it keeps its name, so that nothing is answered twice.
let unanswered = { text: null, id: null };

async function call(path, options) {
  let reply;
  try {
    reply = await fetch(new URL(path, here), options);
  } catch {
    throw new Error("I can't be reached just now. Check that you are online, and send it again.");
  }
  let body = {};
  try {
    body = await reply.json();
  } catch {
    throw new Error("Something went wrong. Please send it again in a minute.");
  }
  if (!reply.ok) {
    const error = new Error(body.detail ?? "Something went wrong. Please send it again.");
    error.code = body.code;
    throw error;
  }
  return body;
}

async function begin() {
  const session = await call("/api/chat/sessions", { method: "POST" });
  token = session.token;
  return session.messages;
}

async function say(text) {
  if (unanswered.text !== text) unanswered = { text, id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}` };
  const reply = await call("/api/chat/messages", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ text, id: unanswered.id }),
  });
  if (!reply.degraded) unanswered = { text: null, id: null };
  return reply;
}

/** Brings the beginning of a message into view: a long answer is read from its top. */
function scroll(element) {
  element.scrollIntoView({ block: "start" });
}

function showOwn(text) {
  const own = make("div", { className: "ov-message ov-own" }, make("p", {}, make("span", { className: "ov-who", textContent: "You said: " }), text));
  log.append(own);
  scroll(own);
}

function showTheirs(message) {
  const theirs = make("div", { className: "ov-message ov-theirs" });
  message.text.split("\n\n").forEach((paragraph, index) => {
    const part = make("p", {}, paragraph);
    if (index === 0) part.prepend(make("span", { className: "ov-who", textContent: "Assistant said: " }));
    theirs.append(part);
  });
  if (message.sources.length) {
    const sources = make("ul", { className: "ov-sources" });
    for (const source of message.sources) {
      const link = make("a", { href: source.url, textContent: source.title, target: "_blank", rel: "noopener noreferrer" });
      link.append(make("span", { className: "ov-who", textContent: " (opens in a new tab)" }));
      sources.append(make("li", {}, link));
    }
    theirs.append(make("p", {}, "Where this comes from:"), sources);
  }
  log.append(theirs);
  if (message.buttons.length) {
    const row = make("div", { className: "ov-buttons" });
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Answers to pick from");
    for (const { title: label, payload } of message.buttons) {
      const button = make("button", { type: "button", textContent: label });
      button.addEventListener("click", () => turn(label, payload, button));
      row.append(button);
    }
    if (message.buttons.some(({ payload }) => payload.startsWith("/survey_option") || payload.startsWith("/survey_skip"))) {
      row.append(pageButton());
    }
    log.append(row);
  }
  return theirs;
}

/** Hands the survey over to a page: a link, since a window that opens by itself is blocked or lost. */
function pageButton() {
  const button = make("button", { type: "button", textContent: "Go on on a page" });
  button.addEventListener("click", async () => {
    if (busy) return;
    setBusy(true);
    problem.textContent = "";
    try {
      const { url } = await call("/api/chat/survey-page", { method: "POST", headers: { Authorization: `Bearer ${token}` } });
      const link = make("a", { href: new URL(url, here), target: "_blank", textContent: "Go on with the survey on a page" });
      link.append(make("span", { className: "ov-who", textContent: " (opens in a new tab)" }));
      const line = make("p", { className: "ov-message ov-theirs" }, link);
      log.append(line);
      scroll(line);
      link.focus();
    } catch (error) {
      problem.textContent = error.message;
    } finally {
      setBusy(false);
    }
  });
  return button;
}

function show(messages) {
  const shown = messages.map(showTheirs);
  if (shown.length) scroll(shown[0]);
}

function setBusy(value) {
  busy = value;
  send.disabled = value;
  log.setAttribute("aria-busy", String(value));
}

/** Sends a message. What was typed stays in the box until it has arrived. */
async function turn(shown, text, button = null) {
  if (busy) return;
  setBusy(true);
  problem.textContent = "";
  try {
    if (!token) await begin();
    let reply;
    try {
      reply = await say(text);
    } catch (error) {
      if (error.code !== "token_expired") throw error;
      await begin();
      reply = await say(text);
    }
    showOwn(shown);
    if (button) button.setAttribute("aria-pressed", "true");
    else if (!reply.degraded) box.value = "";
    show(reply.messages);
    updateCount();
    box.focus({ preventScroll: true });
  } catch (error) {
    problem.textContent = error.message;
  } finally {
    setBusy(false);
  }
}

function updateCount() {
  const length = box.value.length;
  count.textContent = length < WARN_FROM ? "" : length <= MAXIMUM
    ? `You can type ${MAXIMUM - length} more characters.`
    : `That is ${length - MAXIMUM} characters too many. Please shorten it.`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (text) turn(text, text);
  else problem.textContent = "Your message is empty. Please type a few words.";
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
box.addEventListener("input", updateCount);

open.addEventListener("click", async () => {
  dialog.hidden = false;
  opener.hidden = true;
  open.setAttribute("aria-expanded", "true");
  box.focus();
  if (token) return;
  setBusy(true);
  try {
    show(await begin());
  } catch (error) {
    problem.textContent = error.message;
  } finally {
    setBusy(false);
  }
});

/** Erases the chat on the server first: only then is it true to say so, and the next person here sees nothing of it. */
async function clearChat() {
  if (busy) return;
  setBusy(true);
  problem.textContent = "";
  try {
    if (token) {
      const headers = { Authorization: `Bearer ${token}` };
      const reply = await fetch(new URL("/api/chat/sessions", here), { method: "DELETE", headers });
      // 401: it had ended, and was erased, already.
      if (!reply.ok && reply.status !== 401) throw new Error("not erased");
    }
    token = null;
    unanswered = { text: null, id: null };
    box.value = "";
    log.replaceChildren();
    updateCount();
    log.append(make("p", { className: "ov-message ov-theirs", textContent: "Your chat is deleted. The assistant's working memory of it goes within the hour. A survey that you sent, or paused with a code, is still kept." }));
  } catch {
    problem.textContent = "Your chat could not be cleared just now. Please try again.";
  } finally {
    setBusy(false);
    box.focus();
  }
}
clear.addEventListener("click", clearChat);

function shut() {
  dialog.hidden = true;
  opener.hidden = false;
  open.setAttribute("aria-expanded", "false");
  open.focus();
}
close.addEventListener("click", shut);
dialog.addEventListener("keydown", (event) => {
  if (event.key === "Escape") shut();
});
