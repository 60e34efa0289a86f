/** Numbers and PINs of sessions, masked until somebody asks to see them. */

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

/** What stands in an element: not on the page itself, where it would be readable. */
const currentTexts = /** @type {WeakMap<HTMLElement, string>} */ (new WeakMap());

/**
 * Shows a party's number in an element, and changes nothing where it is shown already.
 *
 * @param {HTMLElement} target
 * @param {string} number empty where there is none
 * @param {boolean} revealed
 */
export function showNumber(target, number, revealed) {
  const wanted = `${number} ${revealed}`;
  if (currentTexts.get(target) === wanted) return;
  currentTexts.set(target, wanted);
  if (number === "") target.replaceChildren(element("span", { class: "quiet" }, "nobody yet"));
  else if (revealed) target.replaceChildren(withPlus(number));
  else
    target.replaceChildren(withSpokenText(maskNumber(number), `a number that ends in ${number.slice(-2)}`));
}

/**
 * A button's text: what it does next, and for whoever does not see what it stands beside, to what.
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
