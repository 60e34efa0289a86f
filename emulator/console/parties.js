/** Sessions' numbers and PINs, masked until the user reveals them. */

import { element, withSpokenText, setText } from "./dom.js";
import { maskNumber, withPlus } from "./mask.js";
import { state } from "./state.js";

/** @param {string} sessionUuid */
export function isRevealed(sessionUuid) {
  return state.revealed.has(sessionUuid);
}

/** @param {string} sessionUuid */
export function toggleRevealed(sessionUuid) {
  if (!state.revealed.delete(sessionUuid)) state.revealed.add(sessionUuid);
}

/** What an element shows now. It is not in the page, because others could read it there. */
const currentTexts = /** @type {WeakMap<HTMLElement, string>} */ (new WeakMap());

/**
 * Shows a party's number in an element. Does nothing if it is shown already.
 *
 * @param {HTMLElement} target
 * @param {string} number empty if there is none
 * @param {boolean} revealed
 */
export function showNumber(target, number, revealed) {
  const wanted = `${number} ${revealed}`;
  if (currentTexts.get(target) === wanted) return;
  currentTexts.set(target, wanted);
  if (number === "") target.replaceChildren(element("span", { class: "quiet" }, "no number yet"));
  else if (revealed) target.replaceChildren(withPlus(number));
  else target.replaceChildren(withSpokenText(maskNumber(number), `number ending in ${number.slice(-2)}`));
}

/**
 * A button's text: its action and, for screen readers, its object.
 *
 * @param {HTMLElement} button
 * @param {string} sessionUuid
 * @param {string} what
 */
export function showRevealText(button, sessionUuid, what) {
  const [verb, rest] = button.children;
  if (!verb || !rest) button.append(element("span"), element("span", { class: "visually-hidden" }, what));
  setText(/** @type {Element} */ (button.firstElementChild), isRevealed(sessionUuid) ? "Hide" : "Reveal");
}
