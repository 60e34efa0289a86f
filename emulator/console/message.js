/** What was done: said in the card in which it was done, for some seconds, and to screen readers. */

import { byId } from "./dom.js";
import { RefusedError } from "./api.js";

/** @typedef {"clock" | "faults" | "session"} Card */

const displayMs = 6000;

/** @type {Map<Card, number>} */
const timers = new Map();

/** @param {Card} card @param {string} text */
export function showMessage(card, text) {
  const message = byId(`${card}-message`);
  message.textContent = text;
  clearTimeout(timers.get(card));
  timers.set(
    card,
    setTimeout(() => {
      message.textContent = "";
    }, displayMs),
  );
}

/**
 * Does something and says so, or why it could not be done.
 *
 * @param {Card} card
 * @param {string} done
 * @param {() => Promise<unknown>} work
 */
export async function runAndReport(card, done, work) {
  try {
    await work();
    showMessage(card, done);
  } catch (error) {
    showMessage(
      card,
      error instanceof RefusedError
        ? `Not done: ${error.message}`
        : "Not done: the emulator does not answer.",
    );
  }
}
