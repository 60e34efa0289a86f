/** Messages about actions, shown in their card for some seconds and read by screen readers. */

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
 * Runs an action and shows its success or its error.
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
      error instanceof RefusedError ? `Failed: ${error.message}` : "Failed: the emulator does not respond.",
    );
  }
}
