/** The form that places a call to the open session's virtual number. */

import { send } from "./api.js";
import { field, openDialog } from "./dialog.js";
import { element } from "./dom.js";
import { maskNumber, withPlus } from "./mask.js";
import { showMessage } from "./message.js";
import { isRevealed } from "./parties.js";
import { state } from "./state.js";

const otherNumber = "other";

/** The possible callers. @param {import("./forms").Session} session */
function callers({ session_uuid, first_party, second_party }) {
  const displayNumber = (/** @type {string} */ number) =>
    isRevealed(session_uuid) ? withPlus(number) : maskNumber(number);
  const parties = [
    { value: "first_party", label: `First party (${displayNumber(first_party)})`, number: first_party },
    { value: "second_party", label: `Second party (${displayNumber(second_party)})`, number: second_party },
  ];
  return [
    ...parties.filter(({ number }) => number !== ""),
    { value: otherNumber, label: "Another number", number: "" },
  ];
}

/** @param {ReturnType<typeof callers>} choices */
function callerField(choices) {
  const options = choices.map(({ value, label }, index) => {
    const input = element("input", {
      type: "radio",
      name: "caller",
      value,
      id: `caller-${value}`,
      checked: index === 0,
    });
    return element("div", { class: "choice" }, input, element("label", { for: `caller-${value}` }, label));
  });
  return element("fieldset", {}, element("legend", {}, "Caller"), ...options);
}

/** The field of another number. Typing into it selects it. @param {Element} callerChoice */
function numberField(callerChoice) {
  const typed = field({
    label: "Another number",
    name: "number",
    attributes: { type: "tel", placeholder: "+12025550123" },
  });
  typed.addEventListener("input", () => {
    const other = callerChoice.querySelector(`input[value="${otherNumber}"]`);
    if (other instanceof HTMLInputElement) other.checked = true;
  });
  return typed;
}

/** The reactions of the called side, with their members for the control of calls. */
const outcomes = /** @type {Record<string, object>} */ ({
  answers: {},
  "is busy": { outcome: "busy" },
  refuses: { outcome: "refused" },
  "does not answer": { answerAfter: null },
});
const ends = /** @type {Record<string, object>} */ ({
  "the caller": { hangUpBy: "caller" },
  "the called side": { hangUpBy: "called" },
  "no one, until you end the call here": { talkFor: null },
});

/** @param {FormData} data @param {string} name */
function seconds(data, name) {
  const text = String(data.get(name));
  return text === "" ? {} : { [name]: Number(text) };
}

export function openCallForm() {
  const { session } = state;
  if (!session) return;
  const choices = callers(session);
  const caller = callerField(choices);
  const count = { type: "number", min: 0, step: "any" };
  openDialog({
    title: `Call +${session.virtual_number}`,
    submit: "Call",
    content: [
      caller,
      numberField(caller),
      field({
        label: "PINs",
        name: "pins",
        hint: "that the caller enters, in order, separated by blanks",
      }),
      element(
        "div",
        { class: "grid" },
        field({ label: "Called side", name: "outcome", options: Object.keys(outcomes) }),
        field({ label: "Ring for", name: "answerAfter", hint: "seconds; empty: 5", attributes: count }),
        field({ label: "Who hangs up", name: "end", options: Object.keys(ends) }),
        field({ label: "Talk for", name: "talkFor", hint: "seconds; empty: 60", attributes: count }),
      ),
    ],
    onSubmit: async (form) => {
      const data = new FormData(form);
      const caller = choices.find(({ value }) => value === data.get("caller"));
      const from = withPlus(caller?.number || String(data.get("number")));
      const pins = String(data.get("pins"))
        .split(/[\s,]+/)
        .filter((pin) => pin !== "");
      await send("POST", "/calls", {
        virtualNumber: `+${session.virtual_number}`,
        authId: session.auth_id,
        from,
        ...(pins.length > 0 ? { pins } : {}),
        ...seconds(data, "answerAfter"),
        ...seconds(data, "talkFor"),
        ...outcomes[String(data.get("outcome"))],
        ...ends[String(data.get("end"))],
      });
      showMessage("session", "Placed the call.");
    },
  });
}
