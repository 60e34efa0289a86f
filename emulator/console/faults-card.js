/** The card of the armed faults, and the form that arms one. */

import { read, send } from "./api.js";
import { field, openDialog } from "./dialog.js";
import { byId, element, reconcile, setText } from "./dom.js";
import { runAndReport, showMessage } from "./message.js";
import { state } from "./state.js";

/** @typedef {import("./forms").ArmedFault} ArmedFault */

/** The effect of each kind. */
const meanings = /** @type {Record<string, string>} */ ({
  reset: "the connection is reset without a response",
  cut: "the connection ends in the middle of the response",
  delay: "the request or its response is held",
  status: "the response is an error",
  unreadable: "the response is not JSON",
  truncated: "the response has only the first half of its JSON",
  unnamed: "the response to a create lacks session_uuid",
  refuse: "connections are refused",
  lag: "new sessions are missing from lists",
});

/** The form's fields after kind and operation, with labels and hints, in order. */
const fields = /** @type {Record<string, { label: string, hint?: string }>} */ ({
  when: {
    label: "When",
    hint: "before: the server does nothing; after: it acts, but the client does not get its response",
  },
  status: { label: "Status" },
  body: { label: "Body" },
  seconds: { label: "Seconds", hint: "on the emulator's clock" },
  milliseconds: { label: "Milliseconds", hint: "of real time" },
  reads: { label: "Lists", hint: "how many lists omit a new session; empty: all" },
  keep: { label: "Keep session_uuid in" },
  retryAfter: { label: "Retry-After", hint: "whole seconds; empty: no header" },
  retryAfterForm: { label: "Form of Retry-After" },
  nth: { label: "First request to hit", hint: "1: the next request" },
  every: { label: "Then every", hint: "1: every request" },
  times: { label: "Times", hint: "empty: until cleared" },
});

const defaultValues = /** @type {Record<string, string>} */ ({
  nth: "1",
  every: "1",
  times: "1",
  milliseconds: "",
});
/** If these are empty, they mean "unlimited". */
const unlimitedFields = ["times", "reads"];

/** Whether it can fire no more and holds nothing. @param {ArmedFault} armed */
function isSpent({ fault: { kind, times }, fired, holding }) {
  return kind !== "lag" && times !== null && fired >= (times ?? 1) && holding === 0;
}

/** @param {ArmedFault} armed */
function firedText(armed) {
  const { fault, fired, holding } = armed;
  const { kind, times } = fault;
  if (isSpent(armed)) return fired === 1 ? "fired, used up" : `fired ${fired} times, used up`;
  const limit = kind === "lag" || times === null ? "" : ` of ${times ?? 1}`;
  const held = holding > 0 ? `, holding ${holding} now` : "";
  return `${fired === 0 ? "not fired yet" : `fired ${fired}${limit}`}${held}`;
}

/** @param {ArmedFault} armed */
function describeFault(armed) {
  const { kind, operation, when, status } = armed.fault;
  const what = status === undefined ? meanings[kind] : `the response is ${status}`;
  const moment =
    when === undefined ? "" : when === "before" ? "before the server acts" : "after the server has acted";
  const where = operation === "any" ? "any request" : operation;
  return [`${kind}: ${what}`, `on ${where}`, moment, firedText(armed)]
    .filter((part) => part !== "")
    .join(", ");
}

export function showFaults() {
  const { faults } = state;
  byId("no-faults").hidden = faults.length > 0;
  byId("clear-faults").toggleAttribute("disabled", faults.length === 0);
  const create = () => element("li", { class: "fault" }, element("span", { class: "tag" }), element("span"));
  reconcile(
    byId("fault-list"),
    faults,
    ({ id }) => id,
    create,
    (child, armed) => {
      const [tag, text] = child.children;
      child.classList.toggle("spent", isSpent(armed));
      if (tag) setText(tag, armed.id);
      if (text) setText(text, describeFault(armed));
    },
  );
}

/**
 * The inputs for a kind.
 *
 * @param {import("./forms").FaultForm} about
 * @param {string} kind
 */
function inputsOf({ kinds, choices }, kind) {
  const { keys = [], operations = [] } = kinds[kind] ?? {};
  const names = Object.keys(fields).filter(
    (name) => keys.includes(name) && !(kind === "refuse" && name === "seconds"),
  );
  const inputs = names.map((name) => {
    const { label = name, hint } = fields[name] ?? {};
    const options = name === "when" && kind === "refuse" ? ["before"] : choices[name];
    const number = { type: "number", min: 0, value: defaultValues[name] ?? "" };
    return field({
      label,
      name,
      ...(hint ? { hint } : {}),
      ...(options ? { options } : { attributes: number }),
    });
  });
  return [field({ label: "Operation", name: "operation", options: operations }), ...inputs];
}

/**
 * The fault in the form.
 *
 * @param {HTMLFormElement} form
 */
function readForm(form) {
  /** @type {Record<string, unknown>} */
  const fault = {};
  for (const [name, value] of new FormData(form)) {
    const input = form.elements.namedItem(name);
    const isNumber = (input instanceof HTMLInputElement && input.type === "number") || name === "status";
    if (value !== "") fault[name] = isNumber ? Number(value) : value;
    else if (unlimitedFields.includes(name)) fault[name] = null;
  }
  if (fault["retryAfter"] === undefined) delete fault["retryAfterForm"];
  return fault;
}

async function openFaultForm() {
  /** @type {import("./forms").FaultForm} */
  const faultForm = await read("/console/faults");
  const kinds = Object.keys(faultForm.kinds);
  const kind = field({ label: "Kind", name: "kind", options: kinds });
  const meaning = element("p", { class: "hint" });
  const inputs = element("div", { class: "grid" });
  const select = /** @type {HTMLSelectElement} */ (kind.querySelector("select"));
  const choose = () => {
    meaning.textContent = `${meanings[select.value] ?? ""}.`;
    inputs.replaceChildren(...inputsOf(faultForm, select.value));
  };
  select.addEventListener("change", choose);
  choose();
  kind.append(meaning);
  openDialog({
    title: "Arm a fault",
    submit: "Arm",
    content: [kind, inputs],
    onSubmit: async (form) => {
      const { id } = await send("POST", "/faults", readForm(form));
      showMessage("faults", `Armed ${id}.`);
    },
  });
}

export function startFaultsCard() {
  byId("arm-fault").addEventListener("click", () => void openFaultForm());
  byId("clear-faults").addEventListener(
    "click",
    () => void runAndReport("faults", "Cleared all faults.", () => send("DELETE", "/faults")),
  );
}
