/** The console of the emulator: this file puts its parts together. */

import { showClock, startClockCard } from "./clock-card.js";
import { byId, setText } from "./dom.js";
import { showFaults, startFaultsCard } from "./faults-card.js";
import { everything, load } from "./loading.js";
import { showRequests, startRequestsCard } from "./requests-card.js";
import { showSession, startSessionCard } from "./session-card.js";
import { showSessions, startSessionsCard, updateTimesLeft } from "./sessions-card.js";
import { state } from "./state.js";
import { showTimeline } from "./timeline.js";

/** Between two looks at an emulator that never rests. */
const pauseMs = 200;
/** The address of an open session: `#session=` and its uuid. */
const sessionHash = "#session=";

/** @type {Set<string>} */
let pendingParts = new Set();
let isLoading = false;

const actions = {
  show,
  load: () => requestParts(["sessions"]),
  open: (/** @type {string} */ sessionUuid) => {
    location.hash = sessionHash + sessionUuid;
    openFromAddress();
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
  showSessions(actions);
  showSession();
  showTimeline();
}

/** Asks for parts anew, one look at a time. @param {Iterable<string>} parts */
function requestParts(parts) {
  for (const part of parts) pendingParts.add(part);
  if (!isLoading) void loadPending();
}

async function loadPending() {
  isLoading = true;
  while (pendingParts.size > 0) {
    const parts = pendingParts;
    pendingParts = new Set();
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
function openFromAddress() {
  if (location.hash === "" && state.selected !== undefined) closeSession();
  if (!location.hash.startsWith(sessionHash)) return;
  const named = decodeURIComponent(location.hash.slice(sessionHash.length));
  if (named === state.selected) return;
  state.selected = named;
  state.session = undefined;
  state.requests = [];
  requestParts(["selection"]);
}

function connectEvents() {
  const events = new EventSource("/_emulator/events");
  const connection = byId("connection");
  events.addEventListener("open", () => {
    setText(connection, "live");
    connection.dataset["live"] = "true";
    requestParts(everything);
  });
  events.addEventListener("error", () => {
    setText(connection, "not connected");
    connection.dataset["live"] = "false";
  });
  events.addEventListener("changed", (event) => requestParts(JSON.parse(event.data)));
}

startClockCard();
startFaultsCard();
startSessionsCard(actions);
startSessionCard(actions);
startRequestsCard(actions);
addEventListener("hashchange", openFromAddress);
openFromAddress();
connectEvents();
setInterval(() => {
  showClock();
  if (updateTimesLeft()) requestParts(["sessions"]);
}, 1000);
