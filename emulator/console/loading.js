/** Loads what the page shows from the emulator. */

import { read, readIfThere } from "./api.js";
import { setTime } from "./clock.js";
import { state } from "./state.js";

async function loadClock() {
  const { now, offset } = await read("/clock");
  setTime(now);
  state.offsetSeconds = offset;
}

async function loadPage() {
  const query = new URLSearchParams({ offset: String(state.offset), q: state.query });
  /** @type {import("./forms").Page} */
  const page = await read(`/console/sessions?${query}`);
  const isPastTheEnd = page.sessions.length === 0 && page.offset > 0;
  state.page = page;
  if (!isPastTheEnd) return;
  state.offset = Math.max(0, Math.floor((page.total - 1) / page.limit) * page.limit);
  await loadPage();
}

async function loadFaults() {
  state.faults = (await read("/faults")).faults;
}

async function loadSession() {
  const { selected } = state;
  if (selected === undefined) return;
  const session = await readIfThere(`/sessions/${encodeURIComponent(selected)}`);
  if (state.selected === selected) state.session = session;
}

/** The history of the open session. */
async function loadHistory() {
  const { selected } = state;
  if (selected === undefined) return;
  const query = `?sessionUuid=${encodeURIComponent(selected)}`;
  const [requests, calls, callbacks] = await Promise.all([
    read(`/requests${query}`),
    readIfThere(`/calls${query}`),
    readIfThere(`/callbacks${query}`),
  ]);
  if (state.selected !== selected) return;
  state.requests = requests.requests;
  state.calls = calls?.calls;
  state.callbacks = callbacks?.callbacks;
}

async function loadRequests() {
  state.log = await read("/console/requests");
}

/** What to load if a part of the emulator changes. */
const loadsByCard = /** @type {Record<string, (() => Promise<void>)[]>} */ ({
  clock: [loadClock, loadPage, loadSession],
  sessions: [loadPage, loadSession],
  requests: [loadHistory, loadRequests],
  calls: [loadHistory, loadPage, loadSession],
  callbacks: [loadHistory],
  faults: [loadFaults],
  selection: [loadSession, loadHistory],
});

export const everything = Object.keys(loadsByCard);

/** Loads these parts into the page's state. @param {Iterable<string>} parts */
export async function load(parts) {
  const loads = new Set([...parts].flatMap((part) => loadsByCard[part] ?? []));
  await Promise.all([...loads].map((one) => one()));
}
