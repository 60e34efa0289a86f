/** The events of the open session, newest first. */

import { byId, setText } from "./dom.js";
import { showEntries } from "./entries.js";
import { isRevealed } from "./parties.js";
import { state } from "./state.js";
import { callbackEntry, callEntries, requestEntry } from "./words.js";

/** @typedef {import("./forms").Entry} Entry */

const maxEntries = 300;

/**
 * Gives each entry a key from its kind, its time and its position among these. It stays the same in later
 * loads.
 *
 * @param {readonly Omit<Entry, "key">[]} entries
 * @returns {Entry[]}
 */
function withKeys(entries) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return entries.map((entry) => {
    const place = `${entry.kind} ${entry.time}`;
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return { ...entry, key: `${place} ${count}` };
  });
}

/** @returns {Entry[]} */
function currentEntries() {
  const revealed = isRevealed(state.selected ?? "");
  const entries = [
    ...state.requests.map((request) => requestEntry(request, revealed)),
    ...(state.calls ?? []).flatMap((call) => callEntries(call, revealed)),
    ...(state.callbacks ?? []).map((callback) => callbackEntry(callback, revealed)),
  ];
  const inOrder = withKeys(entries).sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
  return inOrder.reverse();
}

export function showTimeline() {
  const entries = currentEntries();
  const latest = entries.slice(0, maxEntries);
  showEntries(byId("timeline"), latest);
  const note = byId("timeline-note");
  const missing = entries.length - latest.length;
  note.hidden = entries.length > 0 && missing === 0;
  setText(note, entries.length === 0 ? "No events yet." : `${missing} older entries are not shown.`);
}
