/** What has happened to the open session, in the order of time. */

import { formatTime } from "./clock.js";
import { byId, element, reconcile, setText } from "./dom.js";
import { mask, maskBody, maskNumber, withPlus } from "./mask.js";
import { isRevealed } from "./parties.js";
import { state } from "./state.js";

/** @typedef {import("./forms").TimelineEntry} TimelineEntry */

const LONGEST = 300;
const NAMES = /** @type {Record<string, string>} */ ({ POST: "Update", GET: "Retrieve", DELETE: "Expire" });

/** @param {import("./forms").RecordedRequest} request */
function nameOf({ method, path }) {
  const isCollection = /\/Session\/?$/.test(path);
  return isCollection && method === "POST" ? "Create" : (NAMES[method] ?? method);
}

/** @param {import("./forms").RecordedRequest} request */
function resultOf({ status, fault, sent }) {
  if (fault === undefined) return String(status);
  const decided = status === 0 ? "nothing decided" : String(status);
  return `${decided}; ${fault}: ${sent ? `the client was sent ${sent}` : "the client was sent nothing"}`;
}

/**
 * @param {import("./forms").RecordedRequest} request
 * @param {boolean} revealed
 * @returns {Omit<TimelineEntry, "key">}
 */
function requestEntry(request, revealed) {
  const { method, path, query, body, status, time } = request;
  const details = { request: `${method} ${path}`, query, body };
  return {
    time,
    kind: "Request",
    title: `${nameOf(request)}: ${resultOf(request)}`,
    outcome: status >= 200 && status < 300 && request.fault === undefined ? "good" : "bad",
    details: revealed ? details : { ...details, query: mask(query), body: maskBody(body) },
  };
}

/** Of a PIN that was keyed in. @param {import("./forms").CallStep} step */
function correctness({ correct }) {
  return correct === undefined ? undefined : correct === true ? "right" : "wrong";
}

/**
 * One entry for each step of a call.
 *
 * @param {import("./forms").Call} call
 * @param {boolean} revealed
 * @returns {Omit<TimelineEntry, "key">[]}
 */
function callEntries({ steps, ...call }, revealed) {
  const from = revealed ? withPlus(call.from) : maskNumber(call.from);
  return steps.map((step) => ({
    time: step.time,
    kind: "Call",
    title: `${[step.step, step.party, correctness(step), step["reason"]].filter((part) => part !== undefined).join(", ")} (from ${from})`,
    outcome: "plain",
    details: revealed ? { step, call } : mask({ step, call }),
  }));
}

/** @param {import("./forms").Callback} callback @returns {[string, "good" | "bad" | "plain"]} */
function deliveryOf({ attempts, state, reason }) {
  const last = attempts.at(-1);
  if (!last) return [[state ?? "not sent yet", reason].filter(Boolean).join(", "), reason ? "bad" : "plain"];
  const times = attempts.length > 1 ? ` after ${attempts.length} attempts` : "";
  const status = last.status ?? 0;
  const good = status >= 200 && status < 300;
  return [`${last.status ?? last.error ?? "no answer"}${times}`, good ? "good" : "bad"];
}

/**
 * @param {import("./forms").Callback} callback
 * @param {boolean} revealed
 * @returns {Omit<TimelineEntry, "key">}
 */
function callbackEntry(callback, revealed) {
  const { eventName, time, url, method, parameters, attempts } = callback;
  const [delivery, outcome] = deliveryOf(callback);
  const details = { url: `${method} ${url}`, parameters, attempts };
  return {
    time,
    kind: "Callback",
    title: `${eventName}: ${delivery}`,
    outcome,
    details: revealed ? details : mask(details),
  };
}

/**
 * Names each entry by its kind and place among its kind and time: the same in the next look.
 *
 * @param {readonly Omit<TimelineEntry, "key">[]} entries
 * @returns {TimelineEntry[]}
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

/** @returns {TimelineEntry[]} */
function entriesNow() {
  const revealed = isRevealed(state.selected ?? "");
  const entries = [
    ...state.requests.map((request) => requestEntry(request, revealed)),
    ...(state.calls ?? []).flatMap((call) => callEntries(call, revealed)),
    ...(state.callbacks ?? []).map((callback) => callbackEntry(callback, revealed)),
  ];
  return withKeys(entries).sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
}

function createEntry() {
  const summary = element("summary", {}, element("span", { class: "title" }));
  return element(
    "li",
    {},
    element("time", { class: "mono quiet" }),
    element("span", { class: "tag" }),
    element("details", {}, summary, element("pre", { tabindex: 0, "aria-label": "Details" })),
  );
}

/** @param {HTMLElement} item @param {TimelineEntry} entry */
function updateEntry(item, { time, kind, title, outcome, details }) {
  const [when, tag] = item.children;
  const name = item.querySelector(".title");
  const text = item.querySelector("pre");
  if (!when || !tag || !name || !text) return;
  item.dataset["outcome"] = outcome;
  item.dataset["kind"] = kind;
  setText(when, formatTime(Date.parse(time)).slice(11));
  when.setAttribute("datetime", time);
  when.setAttribute("title", time);
  setText(tag, kind);
  setText(name, title);
  setText(text, JSON.stringify(details, null, 2));
}

export function showTimeline() {
  const entries = entriesNow();
  const latest = entries.slice(-LONGEST);
  reconcile(byId("timeline"), latest, ({ key }) => key, createEntry, updateEntry);
  const note = byId("timeline-note");
  const missing = entries.length - latest.length;
  note.hidden = entries.length > 0 && missing === 0;
  setText(
    note,
    entries.length === 0 ? "Nothing is known of it yet." : `${missing} earlier entries are not shown.`,
  );
}
