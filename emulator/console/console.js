/** The console of the emulator: this file puts its parts together. */

import { showClock, startClockCard } from "./clock-card.js";
import { byId, setText } from "./dom.js";
import { showFaults, startFaultsCard } from "./faults-card.js";
import { everything, load } from "./loading.js";
import { showRequests, startRequestsCard } from "./requests-card.js";
import { showSession, startSessionCard } from "./session-card.js";
import { showSessions, startSessionsCard, tickSessions } from "./sessions-card.js";
import { state } from "./state.js";
import { showTimeline } from "./timeline.js";

/** Between two looks at an emulator that never rests. */
const pauseMs = 200;
/** The address of an open session: `#session=` and its uuid. */
const sessionHash = "#session=";

/** @type {Set<string>} */
let waiting = new Set();
let isLoading = false;

const leads = {
  show,
  load: () => want(["sessions"]),
  open: (/** @type {string} */ sessionUuid) => {
    location.hash = sessionHash + sessionUuid;
    openNamed();
    document.body.toggleAttribute("data-open", true);
    // The next Tab leads to the session's buttons.
    byId("session").focus();
  },
  close: () => {
    const { selected = "" } = state;
    location.hash = "";
    closeSession();
    const row = document.querySelector(`tr[data-key="${CSS.escape(selected)}"] .open`);
    (row instanceof HTMLElement ? row : byId("sessions")).focus();
  },
};

function show() {
  document.body.toggleAttribute("data-open", state.selected !== undefined);
  showClock();
  showRequests();
  showFaults();
  showSessions(leads);
  showSession();
  showTimeline();
}

/** Asks for parts anew, one look at a time. @param {Iterable<string>} parts */
function want(parts) {
  for (const part of parts) waiting.add(part);
  if (!isLoading) void look();
}

async function look() {
  isLoading = true;
  while (waiting.size > 0) {
    const parts = waiting;
    waiting = new Set();
    try {
      await load(parts);
      show();
    } catch {
      // The stream of events says that the emulator is away, and when it is back.
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  isLoading = false;
}

function closeSession() {
  state.selected = undefined;
  state.session = undefined;
  show();
}

/** Opens the session that the address names; none, if it names nothing. */
function openNamed() {
  if (location.hash === "" && state.selected !== undefined) closeSession();
  if (!location.hash.startsWith(sessionHash)) return;
  const named = decodeURIComponent(location.hash.slice(sessionHash.length));
  if (named === state.selected) return;
  state.selected = named;
  state.session = undefined;
  state.requests = [];
  want(["selection"]);
}

function watch() {
  const events = new EventSource("/_emulator/events");
  const connection = byId("connection");
  events.addEventListener("open", () => {
    setText(connection, "live");
    connection.dataset["live"] = "true";
    want(everything);
  });
  events.addEventListener("error", () => {
    setText(connection, "not connected");
    connection.dataset["live"] = "false";
  });
  events.addEventListener("changed", (event) => want(JSON.parse(event.data)));
}

startClockCard();
startFaultsCard();
startSessionsCard(leads);
startSessionCard(leads);
startRequestsCard(leads);
addEventListener("hashchange", openNamed);
openNamed();
watch();
setInterval(() => {
  showClock();
  if (tickSessions()) want(["sessions"]);
}, 1000);
