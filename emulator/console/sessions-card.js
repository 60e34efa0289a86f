/** The table of sessions. */

import { formatDuration, formatTime, now, parseTime } from "./clock.js";
import { byId, element, reconcile, setText } from "./dom.js";
import { isRevealed, showNumber, showRevealText, toggleRevealed } from "./parties.js";
import { state } from "./state.js";

/** @typedef {import("./forms").Session} Session */

const typingPauseMs = 150;

/**
 * What the table's buttons do.
 *
 * @typedef {object} Actions
 * @property {(sessionUuid: string) => void} open
 * @property {() => void} load the page of sessions again
 * @property {() => void} show everything again
 */

/** A session's current status. Its expiry sends no event. @param {Session} session */
export function statusNow({ status, expiry_time }) {
  return parseTime(expiry_time) <= now() ? "expired" : status;
}

/** @param {Session} session @param {Actions} leads */
function createRow({ session_uuid }, { open, show }) {
  const reveal = () => {
    toggleRevealed(session_uuid);
    show();
  };
  const button = element(
    "button",
    { type: "button", class: "open", onclick: () => open(session_uuid) },
    element("span", { class: "first" }),
    " – ",
    element("span", { class: "second" }),
    element("span", { class: "created" }),
  );
  const eye = element("button", { type: "button", class: "small", onclick: reveal });
  showRevealText(eye, session_uuid, ` the numbers of the session ${session_uuid.slice(0, 8)}`);
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, button, element("p", { class: "quiet mono id" })),
    element("td", { class: "number" }, element("p", { class: "mono" }), eye),
    element(
      "td",
      { class: "left" },
      element("span", { class: "status" }),
      element("p", { class: "quiet" }),
      bar(),
    ),
  );
}

function bar() {
  return element("div", { class: "bar", "aria-hidden": "true" }, element("div"));
}

/** @param {Session} session */
function ownerOf({ session_uuid, auth_id, subaccount }) {
  const accounts = state.page?.accounts ?? [];
  const owners = [accounts.length > 1 ? auth_id : null, subaccount].filter(
    (owner) => owner !== null && owner !== "",
  );
  return [session_uuid.slice(0, 8), ...owners].join(" · ");
}

/** @param {HTMLElement} row @param {Session} session */
function updateRow(row, session) {
  const [open, eye] = row.querySelectorAll("button");
  const [owner, number] = row.querySelectorAll("p");
  const [first, second, created] = [".first", ".second", ".created"].map((part) => row.querySelector(part));
  if (!open || !eye || !owner || !number || !first || !second || !created) return;
  const { session_uuid, first_party, second_party, created_time } = session;
  const selected = session_uuid === state.selected;
  row.classList.toggle("selected", selected);
  open.toggleAttribute("aria-current", selected);
  if (selected) open.setAttribute("aria-current", "true");
  setText(number, `+${session.virtual_number}`);
  setText(created, `created ${formatTime(parseTime(created_time)).slice(5)}`);
  setText(owner, ownerOf(session));
  showNumber(/** @type {HTMLElement} */ (first), first_party, isRevealed(session_uuid));
  showNumber(/** @type {HTMLElement} */ (second), second_party, isRevealed(session_uuid));
  showRevealText(eye, session_uuid, "");
  showTimeLeft(row, session);
}

/** @param {HTMLElement} row @param {Session} session */
function showTimeLeft(row, session) {
  const status = statusNow(session);
  const pill = row.querySelector(".status");
  const left = row.querySelector(".left p");
  const filled = row.querySelector(".bar div");
  if (!pill || !left || !(filled instanceof HTMLElement)) return;
  const seconds = (parseTime(session.expiry_time) - now()) / 1000;
  setText(pill, status);
  pill.setAttribute("data-status", status);
  setText(left, status === "expired" ? `${formatDuration(-seconds)} ago` : formatDuration(seconds));
  const share = Math.max(0, Math.min(1, seconds / Math.max(session.duration, 1)));
  filled.style.width = `${Math.round(share * 100)}%`;
}

/** Updates the times left. Returns whether a session has expired since the page was loaded. */
export function updateTimesLeft() {
  let expired = false;
  for (const session of state.page?.sessions ?? []) {
    const row = document.querySelector(`tr[data-key="${CSS.escape(session.session_uuid)}"]`);
    if (row instanceof HTMLElement) showTimeLeft(row, session);
    expired ||= session.status !== "expired" && statusNow(session) === "expired";
  }
  return expired;
}

/** @param {Actions} actions */
export function showSessions(actions) {
  const { page, query } = state;
  if (!page) return;
  const hadFocus = byId("session-rows").contains(document.activeElement);
  const create = (/** @type {Session} */ session) => createRow(session, actions);
  reconcile(byId("session-rows"), page.sessions, ({ session_uuid }) => session_uuid, create, updateRow);
  if (hadFocus && document.activeElement === document.body) byId("sessions").focus();
  const counts = Object.entries(page.counts).map(
    ([status, count]) => `${count.toLocaleString("en")} ${status}`,
  );
  setText(byId("counts"), counts.join(", "));
  showRange(page);
  byId("session-table").hidden = page.sessions.length === 0;
  const none = byId("no-sessions");
  none.hidden = page.sessions.length > 0;
  setText(
    none,
    query === ""
      ? `No sessions yet. Set PLIVO_ENDPOINT=${location.origin} and create one.`
      : "No session matches the filter.",
  );
}

/** @param {import("./forms").Page} page */
function showRange({ offset, limit, total, sessions }) {
  const [from, to, of] = [offset + 1, offset + sessions.length, total].map((count) =>
    count.toLocaleString("en"),
  );
  setText(byId("range"), sessions.length === 0 ? "" : `${from}–${to} of ${of}, newest first`);
  byId("pager").hidden = total <= limit && offset === 0;
  byId("newer").toggleAttribute("disabled", offset === 0);
  byId("older").toggleAttribute("disabled", offset + limit >= total);
}

/** @param {Actions} leads */
export function startSessionsCard({ load }) {
  const pageBy = (/** @type {number} */ step) => () => {
    state.offset = Math.max(0, state.offset + step * (state.page?.limit ?? 0));
    load();
  };
  byId("newer").addEventListener("click", pageBy(-1));
  byId("older").addEventListener("click", pageBy(1));
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  let typing = 0;
  byId("query").addEventListener("input", (event) => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      state.query = /** @type {HTMLInputElement} */ (event.target).value;
      state.offset = 0;
      load();
    }, typingPauseMs);
  });
}
