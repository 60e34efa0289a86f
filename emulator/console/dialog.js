/** Forms in dialogs. */

import { element } from "./dom.js";
import { RefusedError } from "./api.js";

let fieldCount = 0;

/**
 * A form's field with its label.
 *
 * @param {{
 *   label: string,
 *   name: string,
 *   hint?: string,
 *   attributes?: Record<string, string | number | boolean>,
 *   options?: readonly (string | number)[],
 * }} settings with `options` a select, else an input
 */
export function field({ label, name, hint, attributes = {}, options }) {
  fieldCount += 1;
  const id = `field-${fieldCount}`;
  const described = hint === undefined ? {} : { "aria-describedby": `${id}-hint` };
  const input = options
    ? element("select", { id, name, ...described, ...attributes }, ...options.map(option))
    : element("input", { id, name, autocomplete: "off", ...described, ...attributes });
  /** @type {HTMLElement[]} */
  const parts = [element("label", { for: id }, label), input];
  if (hint !== undefined) parts.push(element("p", { id: `${id}-hint`, class: "hint" }, hint));
  return element("div", { class: "field" }, ...parts);
}

/** @param {string | number} value */
function option(value) {
  return element("option", { value }, String(value));
}

/**
 * Opens a dialog with a form. It closes when `onSubmit` resolves, and shows the error if it rejects.
 *
 * @param {{
 *   title: string,
 *   submit: string,
 *   danger?: boolean,
 *   content: readonly Node[],
 *   onSubmit: (form: HTMLFormElement) => Promise<void>,
 * }} settings
 */
export function openDialog({ title, submit, danger = false, content, onSubmit }) {
  // A second click may come before the first one's dialog opens.
  if (document.querySelector("dialog")) return;
  fieldCount += 1;
  const headingId = `dialog-${fieldCount}`;
  const problem = element("p", { class: "problem", role: "alert" });
  const confirm = element("button", { type: "submit", class: danger ? "danger" : "main" }, submit);
  const cancel = element("button", { type: "button", onclick: () => dialog.close() }, "Cancel");
  const form = element(
    "form",
    { onsubmit: (/** @type {SubmitEvent} */ event) => void onFormSubmit(event) },
    element("h2", { id: headingId }, title),
    ...content,
    problem,
    element("div", { class: "buttons end" }, cancel, confirm),
  );
  const dialog = element("dialog", { "aria-labelledby": headingId, onclose: () => dialog.remove() }, form);

  /** @param {SubmitEvent} event */
  async function onFormSubmit(event) {
    event.preventDefault();
    confirm.disabled = true;
    problem.textContent = "";
    try {
      await onSubmit(form);
      dialog.close();
    } catch (error) {
      problem.textContent = error instanceof RefusedError ? error.message : "The emulator does not respond.";
    } finally {
      confirm.disabled = false;
    }
  }

  document.body.append(dialog);
  dialog.showModal();
}
