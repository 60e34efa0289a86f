/** The state of the page. */

/**
 * @typedef {object} State
 * @property {import("./forms").Page | undefined} page
 * @property {string} query the filter of the sessions
 * @property {number} offset
 * @property {string | undefined} selected the open session's UUID
 * @property {import("./forms").Session | undefined} session the open session; undefined if it is gone
 * @property {import("./forms").RecordedRequest[]} requests
 * @property {import("./forms").Call[] | undefined} calls undefined if the emulator has no calls
 * @property {import("./forms").Callback[] | undefined} callbacks undefined if the emulator has no callbacks
 * @property {import("./forms").ArmedFault[]} faults
 * @property {import("./forms").Log} log
 * @property {boolean} isLogRevealed whether numbers and PINs are shown in the list of all requests
 * @property {number} offsetSeconds from real time to the emulator's clock
 * @property {Set<string>} revealed the sessions whose numbers and PINs are shown
 */

/** @type {State} */
export const state = {
  page: undefined,
  query: "",
  offset: 0,
  selected: undefined,
  session: undefined,
  requests: [],
  calls: undefined,
  callbacks: undefined,
  faults: [],
  log: { count: 0, requests: [] },
  isLogRevealed: false,
  offsetSeconds: 0,
  revealed: new Set(),
};
