/** The open session: its fields and actions. */

import { read, send } from "./api.js";
import { openCallForm } from "./call-form.js";
import { showLiveCalls } from "./calls-line.js";
import { field, openDialog } from "./dialog.js";
import { byId, element, reconcile, setText } from "./dom.js";
import { mask, withPlus } from "./mask.js";
import { runAndReport, showMessage } from "./message.js";
import { isRevealed, toggleRevealed } from "./parties.js";
import { statusNow } from "./sessions-card.js";
import { state } from "./state.js";

/** @typedef {import("./forms").Session} Session */
/** @typedef {import("./forms").ChangeableField} ChangeableField */

const numbers = ["first_party", "second_party", "virtual_number"];
const factLabels = /** @type {Record<string, string>} */ ({
  first_party: "First party",
  second_party: "Second party",
  first_party_pin: "First PIN",
  second_party_pin: "Second PIN",
  created_time: "Created, UTC",
  expiry_time: "Expires, UTC",
  callback_url: "Callback URL",
  total_call_count: "Calls",
});

/** @param {string} name @param {unknown} value */
function textOf(name, value) {
  if (value === null || value === "") return "–";
  if (typeof value === "string")
    return (numbers.includes(name) ? withPlus(value) : value).replace(" +0000", "");
  return JSON.stringify(value);
}

/** Shows names and values as a list. @param {HTMLElement} list @param {readonly [string, string][]} pairs */
function showPairs(list, pairs) {
  const create = () => element("div", {}, element("dt"), element("dd"));
  reconcile(
    list,
    pairs,
    ([name]) => name,
    create,
    (pair, [name, value]) => {
      const [term, description] = pair.children;
      if (term) setText(term, name);
      if (description) setText(description, value);
    },
  );
}

/** @param {Session} session */
function showFields(session) {
  const shown = isRevealed(session.session_uuid) ? session : /** @type {Session} */ (mask(session));
  const facts = Object.entries(factLabels).filter(([name]) => session[name] !== null && session[name] !== "");
  showPairs(
    byId("session-facts"),
    facts.map(([name, label]) => [label, textOf(name, shown[name]).replace(/ UTC$/, "")]),
  );
  showPairs(
    byId("session-fields"),
    Object.entries(shown).map(([name, value]) => [name, textOf(name, value)]),
  );
}

/** Shows the open session, or that none is open. */
export function showSession() {
  const { session, selected, calls } = state;
  byId("close-session").hidden = selected === undefined;
  byId("session-parts").hidden = !session;
  byId("session-hint").hidden = session !== undefined;
  setText(
    byId("session-hint"),
    selected === undefined
      ? "Open a session to see its fields and timeline."
      : "The emulator no longer has this session.",
  );
  setText(
    byId("session-heading"),
    session ? `Session of +${session.virtual_number}, ${statusNow(session)}` : "No session is open",
  );
  if (!session) return;
  setText(byId("session-uuid"), session.session_uuid);
  byId("place-call").hidden = calls === undefined;
  byId("end-session").toggleAttribute("disabled", statusNow(session) === "expired");
  setText(byId("reveal-session"), `${isRevealed(session.session_uuid) ? "Hide" : "Reveal"} numbers and PINs`);
  showFields(session);
  showLiveCalls();
}

/** The value of a form's text. @param {ChangeableField} about @param {string} text */
function readValue({ kind, nullable }, text) {
  if (text === "" && nullable) return null;
  if (kind === "boolean") return text === "true";
  return kind === "integer" || kind === "number" ? Number(text) : text;
}

/** The input for a field, with its current value. @param {ChangeableField} about @param {Session} session */
function valueInput({ name, kind, values, nullable }, session) {
  const choices = values ?? (kind === "boolean" ? ["true", "false"] : undefined);
  const hint = kind === "time" ? "as shown, or ISO 8601" : nullable ? "empty: unset" : undefined;
  const options = choices && (nullable ? ["", ...choices] : choices);
  const type = kind === "integer" || kind === "number" ? "number" : "text";
  const input = field({
    label: "New value",
    name: "value",
    ...(hint ? { hint } : {}),
    ...(options ? { options } : { attributes: { type, step: "any", spellcheck: false } }),
  });
  const control = input.querySelector("select") ?? input.querySelector("input");
  // The form does not show secrets: they must be entered again.
  const now = mask(session[name], name) === session[name] ? session[name] : "";
  if (control) control.value = now === null || now === undefined ? "" : String(now);
  return input;
}

async function openChangeForm() {
  const { session } = state;
  if (!session) return;
  /** @type {{ fields: ChangeableField[] }} */
  const { fields } = await read("/console/fields");
  const which = field({ label: "Field", name: "field", options: fields.map(({ name }) => name) });
  const select = /** @type {HTMLSelectElement} */ (which.querySelector("select"));
  const place = element("div");
  const selectedField = () =>
    /** @type {ChangeableField} */ (fields.find(({ name }) => name === select.value));
  const choose = () => {
    place.replaceChildren(valueInput(selectedField(), session));
  };
  select.addEventListener("change", choose);
  choose();
  openDialog({
    title: "Change a field without the API",
    submit: "Change",
    content: [which, place],
    onSubmit: async (form) => {
      const text = String(new FormData(form).get("value"));
      await send("PATCH", `/sessions/${session.session_uuid}`, {
        [select.value]: readValue(selectedField(), text),
      });
      showMessage("session", `Changed ${select.value}.`);
    },
  });
}

function openRemoveForm() {
  const { session } = state;
  if (!session) return;
  openDialog({
    title: "Remove the session?",
    submit: "Remove",
    danger: true,
    content: [element("p", {}, "The emulator deletes its data. The API then responds with 404.")],
    onSubmit: async () => {
      await send("DELETE", `/sessions/${session.session_uuid}`);
      showMessage("session", "Removed the session.");
    },
  });
}

/** @param {{ show: () => void, close: () => void }} actions */
export function startSessionCard({ show, close }) {
  const path = () => `/sessions/${state.selected}`;
  byId("close-session").addEventListener("click", close);
  byId("place-call").addEventListener("click", openCallForm);
  byId("change-field").addEventListener("click", () => void openChangeForm());
  byId("remove-session").addEventListener("click", openRemoveForm);
  byId("end-session").addEventListener(
    "click",
    () =>
      void runAndReport("session", "Expired the session.", () =>
        send("PATCH", path(), { status: "expired" }),
      ),
  );
  byId("reveal-session").addEventListener("click", () => {
    if (state.selected !== undefined) toggleRevealed(state.selected);
    show();
  });
}
