/** The emulator's console: connects its parts. */

import { showClock, startClockCard } from "./clock-card.js";
import { byId, setText } from "./dom.js";
import { showFaults, startFaultsCard } from "./faults-card.js";
import { everything, load } from "./loading.js";
import { showRequests, startRequestsCard } from "./requests-card.js";
import { showSession, startSessionCard } from "./session-card.js";
import { showSessions, startSessionsCard, updateTimesLeft } from "./sessions-card.js";
import { state } from "./state.js";
import { showTimeline } from "./timeline.js";

/** Pause between two loads if the emulator changes all the time. */
const pauseMs = 200;
/** The address of an open session: this and its UUID. */
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
    // The next Tab moves to the session's buttons.
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

/** Loads parts again, one load at a time. @param {Iterable<string>} parts */
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
      // The stream of events reports the lost connection and reconnects.
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

/** Opens the session in the address, or closes the open one if there is none. */
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
