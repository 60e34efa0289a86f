/** Lists of events, newest first, with details to open. */

import { send } from "./api.js";
import { formatTime } from "./clock.js";
import { element, reconcile, setText } from "./dom.js";
import { runAndReport } from "./message.js";

/** @typedef {import("./forms").Entry} Entry */

function createEntry() {
  const summary = element("summary", {}, element("span", { class: "title" }));
  const resendButton = element("button", { type: "button", class: "small", hidden: true }, "Send again");
  const item = element(
    "li",
    {},
    element("time", { class: "mono quiet" }),
    element("span", { class: "tag" }),
    element("details", {}, summary, element("pre", { tabindex: 0, "aria-label": "Details" }), resendButton),
  );
  resendButton.addEventListener("click", () => {
    const id = item.dataset["callbackId"] ?? "";
    void runAndReport("session", "Sent the callback again.", () => send("POST", `/callbacks/${id}/send`));
  });
  return item;
}

/** @param {HTMLElement} item @param {Entry} entry */
function updateEntry(item, { time, kind, title, outcome, details, callbackId }) {
  const [when, tag] = item.children;
  const name = item.querySelector(".title");
  const text = item.querySelector("pre");
  const resendButton = item.querySelector("button");
  if (!when || !tag || !name || !text || !resendButton) return;
  item.dataset["outcome"] = outcome;
  item.dataset["kind"] = kind;
  item.dataset["callbackId"] = callbackId ?? "";
  resendButton.hidden = kind !== "Callback";
  resendButton.toggleAttribute("disabled", callbackId === undefined);
  setText(when, formatTime(Date.parse(time)).slice(11));
  when.setAttribute("datetime", time);
  when.setAttribute("title", time);
  setText(tag, kind);
  setText(name, title);
  setText(text, JSON.stringify(details, null, 2));
}

/** @param {Element} list @param {readonly Entry[]} entries */
export function showEntries(list, entries) {
  reconcile(list, entries, ({ key }) => key, createEntry, updateEntry);
}
