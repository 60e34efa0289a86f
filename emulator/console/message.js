/** What was done, said once in a corner and to screen readers. */

import { byId } from "./dom.js";
import { RefusedError } from "./api.js";

/** @param {string} text */
export function say(text) {
  byId("message").textContent = text;
}

/**
 * Does something and says so, or why it could not be done.
 *
 * @param {string} done
 * @param {() => Promise<unknown>} work
 */
export async function doAndSay(done, work) {
  try {
    await work();
    say(done);
  } catch (error) {
    say(
      error instanceof RefusedError
        ? `Not done: ${error.message}`
        : "Not done: the emulator does not answer.",
    );
  }
}
