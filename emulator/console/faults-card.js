/** The card of the armed faults, and the form that arms one. */

import { read, send } from "./api.js";
import { field, openDialog } from "./dialog.js";
import { byId, element, reconcile, setText } from "./dom.js";
import { runAndReport, showMessage } from "./message.js";
import { state } from "./state.js";

/** @typedef {import("./forms").ArmedFault} ArmedFault */

/** What each kind does, in a few words. */
const meanings = /** @type {Record<string, string>} */ ({
  reset: "the connection is reset without an answer",
  cut: "the connection ends in the middle of the answer",
  delay: "the request or its answer is held",
  status: "an error is answered",
  unreadable: "the answer's body is no JSON",
  truncated: "the answer's body is the first half of its JSON",
  unnamed: "a create's answer lacks session_uuid",
  refuse: "connections are refused",
  lag: "new sessions are missing from lists",
});

/** Fields of the form, apart from kind and operation: their labels and hints, in order. */
const fields = /** @type {Record<string, { label: string, hint?: string }>} */ ({
  when: {
    label: "When",
    hint: "before: the server does nothing; after: it acts, and the client does not learn of it",
  },
  status: { label: "Status" },
  body: { label: "Body" },
  seconds: { label: "Seconds", hint: "on the emulator's clock" },
  milliseconds: { label: "Milliseconds", hint: "of real time" },
  reads: { label: "Lists", hint: "how many lists a new session is missing from; empty: all" },
  keep: { label: "Keep session_uuid in" },
  retryAfter: { label: "Retry-After", hint: "whole seconds; empty: no such header" },
  retryAfterForm: { label: "Form of Retry-After" },
  nth: { label: "First request hit", hint: "1 is the next one" },
  every: { label: "Then each", hint: "1: each one" },
  times: { label: "Times", hint: "empty: until cleared" },
});

const defaultValues = /** @type {Record<string, string>} */ ({
  nth: "1",
  every: "1",
  times: "1",
  milliseconds: "",
});
/** Where nothing is entered, these mean "without end". */
const unlimitedFields = ["times", "reads"];

/** Whether it has fired as often as it can, and holds nothing. @param {ArmedFault} armed */
function isSpent({ fault: { kind, times }, fired, holding }) {
  return kind !== "lag" && times !== null && fired >= (times ?? 1) && holding === 0;
}

/** @param {ArmedFault} armed */
function firedText(armed) {
  const { fault, fired, holding } = armed;
  const { kind, times } = fault;
  if (isSpent(armed))
    return fired === 1 ? "has fired, and is spent" : `has fired ${fired} times, and is spent`;
  const limit = kind === "lag" || times === null ? "" : ` of ${times ?? 1}`;
  const held = holding > 0 ? `, holds ${holding} now` : "";
  return `${fired === 0 ? "has not fired yet" : `has fired ${fired}${limit}`}${held}`;
}

/** @param {ArmedFault} armed */
function describeFault(armed) {
  const { kind, operation, when, status } = armed.fault;
  const what = status === undefined ? meanings[kind] : `${status} is answered`;
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
 * The inputs of a kind.
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
 * What the form asks for.
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
      showMessage("faults", `${id} is armed.`);
    },
  });
}

export function startFaultsCard() {
  byId("arm-fault").addEventListener("click", () => void openFaultForm());
  byId("clear-faults").addEventListener(
    "click",
    () => void runAndReport("faults", "No fault is armed.", () => send("DELETE", "/faults")),
  );
}
