/** The open session's calls in progress, with the buttons that end them. */

import { send } from "./api.js";
import { byId, element, reconcile, setText } from "./dom.js";
import { maskNumber, withPlus } from "./mask.js";
import { runAndReport } from "./message.js";
import { isRevealed } from "./parties.js";
import { state } from "./state.js";

/** @typedef {import("./forms").Call} Call */

/** @param {Call} call */
function createCall({ callUuid }) {
  const hangUp = (/** @type {string} */ by, /** @type {string} */ said) => () =>
    void runAndReport("session", said, () => send("POST", `/calls/${callUuid}/hangup`, { by }));
  return element(
    "li",
    { class: "line" },
    element("span", {}),
    element(
      "div",
      { class: "buttons" },
      element(
        "button",
        { type: "button", onclick: hangUp("caller", "The caller hung up.") },
        "Caller hangs up",
      ),
      element("button", { type: "button", onclick: hangUp("called", "The called side hung up.") }, ""),
    ),
  );
}

/** @param {HTMLElement} item @param {Call} call */
function updateCall(item, { from, to, status }) {
  const text = item.querySelector("span");
  const [, called] = item.querySelectorAll("button");
  if (!text || !called) return;
  const number = isRevealed(state.selected ?? "") ? withPlus(from) : maskNumber(from);
  const isRinging = status === "ringing";
  setText(text, `Call from ${number}: ${isRinging ? "ringing" : "connected"}`);
  setText(called, isRinging ? "Called side refuses" : "Called side hangs up");
  called.toggleAttribute("disabled", to === null);
}

export function showLiveCalls() {
  const live = (state.calls ?? []).filter(({ endTime }) => endTime === null);
  reconcile(byId("live-calls"), live, ({ callUuid }) => callUuid, createCall, updateCall);
}
