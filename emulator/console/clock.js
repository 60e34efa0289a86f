/** The emulator's time, and the format of times. */

let emulatorTime = 0;
let takenAt = 0;

/**
 * Sets the emulator's time.
 *
 * @param {string} iso
 */
export function setTime(iso) {
  emulatorTime = Date.parse(iso);
  takenAt = performance.now();
}

/** The emulator's time now, in milliseconds since the epoch. */
export function now() {
  return emulatorTime + performance.now() - takenAt;
}

/**
 * Reads a time in the API's form, `2026-03-01 10:00:00 +0000 UTC`.
 *
 * @param {string} text
 */
export function parseTime(text) {
  return Date.parse(text.replace(/^(\S+) (\S+) \+0000.*$/, "$1T$2Z"));
}

/** @param {number} milliseconds */
export function formatTime(milliseconds) {
  const iso = new Date(milliseconds).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

const units = [
  { seconds: 86_400, name: "d" },
  { seconds: 3600, name: "h" },
  { seconds: 60, name: "min" },
  { seconds: 1, name: "s" },
];

/**
 * `1 h 4 min`, `59 s`: the two largest units.
 *
 * @param {number} seconds
 */
export function formatDuration(seconds) {
  let left = Math.max(0, Math.floor(seconds));
  const parts = [];
  for (const { seconds: unit, name } of units) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.length === 0 ? "0 s" : parts.slice(0, 2).join(" ");
}
