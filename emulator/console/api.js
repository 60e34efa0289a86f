/** Requests to the emulator that serves this page. */

/** An error response. The page shows its message. */
export class RefusedError extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path below /_emulator
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export async function send(method, path, body) {
  /** @type {RequestInit} */
  const init = { method };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  const response = await fetch(`/_emulator${path}`, init);
  const answer = await response.json();
  if (!response.ok) throw new RefusedError(response.status, answer.error ?? `refused (${response.status})`);
  return answer;
}

/** @param {string} path */
export function read(path) {
  return send("GET", path);
}

/**
 * Reads what some emulators do not have. Undefined if the response is 404.
 *
 * @param {string} path
 * @returns {Promise<any>}
 */
export async function readIfThere(path) {
  try {
    return await read(path);
  } catch (error) {
    if (error instanceof RefusedError && error.status === 404) return undefined;
    throw error;
  }
}
