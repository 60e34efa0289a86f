/** What the page shows at this moment. */

/**
 * @typedef {object} State
 * @property {import("./forms").Page | undefined} page
 * @property {string} query what the sessions are filtered by
 * @property {number} offset
 * @property {string | undefined} selected the open session's uuid
 * @property {import("./forms").Session | undefined} session the open session; undefined where it is gone
 * @property {import("./forms").RecordedRequest[]} requests
 * @property {import("./forms").Call[] | undefined} calls undefined in an emulator that plays none
 * @property {import("./forms").Callback[] | undefined} callbacks undefined in an emulator that sends none
 * @property {import("./forms").ArmedFault[]} faults
 * @property {import("./forms").Log} log
 * @property {boolean} isLogRevealed whether numbers and PINs are shown in the list of all requests
 * @property {number} offsetSeconds of the emulator's clock from real time
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
