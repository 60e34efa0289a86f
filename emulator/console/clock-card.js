/** The card of the emulator's clock. */

import { send } from "./api.js";
import { formatDuration, formatTime, now } from "./clock.js";
import { field, openDialog } from "./dialog.js";
import { byId, setText } from "./dom.js";
import { runAndReport, showMessage } from "./message.js";
import { state } from "./state.js";

/** @param {number} seconds */
function advanceText(seconds) {
  return `Advanced the clock by ${formatDuration(seconds)}.`;
}

/** @param {number} seconds */
function advance(seconds) {
  return send("POST", "/clock", { advance: seconds });
}

function openAdvanceForm() {
  openDialog({
    title: "Advance the clock",
    submit: "Advance",
    content: [
      field({
        label: "Minutes",
        name: "minutes",
        attributes: { type: "number", min: 0, step: "any", required: true },
      }),
    ],
    onSubmit: async (form) => {
      const seconds = Number(new FormData(form).get("minutes")) * 60;
      await advance(seconds);
      showMessage("clock", advanceText(seconds));
    },
  });
}

export function startClockCard() {
  for (const button of document.querySelectorAll("[data-advance]")) {
    const seconds = Number(button.getAttribute("data-advance"));
    button.addEventListener(
      "click",
      () => void runAndReport("clock", advanceText(seconds), () => advance(seconds)),
    );
  }
  byId("advance-other").addEventListener("click", openAdvanceForm);
}

export function showClock() {
  const { offsetSeconds } = state;
  setText(byId("clock-now"), formatTime(now()));
  const apart = formatDuration(Math.abs(offsetSeconds));
  const place =
    Math.abs(offsetSeconds) < 1
      ? "real time"
      : `${apart} ${offsetSeconds > 0 ? "ahead of" : "behind"} real time`;
  setText(byId("clock-offset"), place);
}
