/** Texts for events. */

import { mask, maskBody, maskNumber, withPlus } from "./mask.js";

/** @typedef {import("./forms").Entry} Entry */
/** @typedef {import("./forms").RecordedRequest} RecordedRequest */

/** @type {Record<string, { done: string, tried: string }>} */
const operations = {
  create: { done: "Created", tried: "Create" },
  list: { done: "Listed sessions", tried: "List" },
  update: { done: "Updated", tried: "Update" },
  get: { done: "Read", tried: "Read" },
  expire: { done: "Expired", tried: "Expire" },
};
const onCollection = /** @type {Record<string, string>} */ ({ POST: "create", GET: "list" });
const onSession = /** @type {Record<string, string>} */ ({ POST: "update", GET: "get", DELETE: "expire" });

/** @param {RecordedRequest} request */
function namesOf({ method, path }) {
  const [, id] = /\/Masking\/Session(?:\/([^/]+))?\/?$/.exec(path) ?? [undefined, "elsewhere/"];
  const operation = id === undefined ? onCollection[method] : onSession[method];
  return operations[operation ?? ""] ?? { done: method, tried: method };
}

/** The response's body, decoded if it is JSON. @param {RecordedRequest} request */
function responseOf({ response }) {
  if (response === undefined || response === "") return null;
  try {
    return JSON.parse(response);
  } catch {
    return response;
  }
}

/** @param {RecordedRequest} request */
function serverOutcome(request) {
  const { done, tried } = namesOf(request);
  const { status } = request;
  if (status === 0) return `${tried}: not processed`;
  if (status >= 200 && status < 300) return `${done} (${status})`;
  const error = responseOf(request)?.error;
  const reason = typeof error === "string" && request.fault === undefined ? `: ${error}` : "";
  return `${tried} refused (${status})${reason}`;
}

/** @param {RecordedRequest} request */
function faultOutcome({ fault, sent, status }) {
  if (fault === undefined) return "";
  if (!sent) return `; the client got no response (${fault})`;
  return sent === status ? `; hit by ${fault}` : `; the client got ${sent} (${fault})`;
}

/**
 * @param {RecordedRequest} request
 * @param {boolean} revealed
 * @returns {Omit<Entry, "key">}
 */
export function requestEntry(request, revealed) {
  const { method, path, query, body, status, time } = request;
  const response = responseOf(request);
  const title = serverOutcome(request) + faultOutcome(request);
  return {
    time,
    kind: "Request",
    title: revealed ? title : String(maskBody(title)),
    outcome: status >= 200 && status < 300 && request.fault === undefined ? "good" : "bad",
    details: {
      request: `${method} ${revealed ? path : mask(path)}`,
      query: revealed ? query : mask(query),
      body: revealed ? body : maskBody(body),
      response: revealed ? response : maskBody(response),
    },
  };
}

const who = /** @type {Record<string, string>} */ ({
  firstParty: "The first party",
  secondParty: "The second party",
  caller: "The caller",
  plivo: "Plivo",
});

/** @type {Record<string, (step: import("./forms").CallStep, who: string) => string>} */
const stepTexts = {
  call: () => "Incoming call",
  play: ({ url }, who) => `${who} hears ${url ?? "a message"}`,
  "pin-prompt": () => "The caller is asked for a PIN",
  pin: ({ correct }) => (correct ? "Correct PIN" : "Wrong or no PIN"),
  ring: (_step, who) => `Ringing ${who.toLowerCase()}`,
  answer: (_step, who) => `${who} answers`,
  connect: () => "Both parties are connected",
  "recording-started": () => "Recording starts",
  "recording-failed": () => "Recording fails",
  "recording-completed": () => "Recording is complete",
  "hang-up": ({ reason, party }, who) =>
    `${party === "plivo" ? "The call ends" : `${who} hangs up`}${reason === "normal" ? "" : `: ${reason}`}`,
  refuse: ({ reason }) => `The call is refused: ${reason}`,
};

/**
 * One entry for each step of a call.
 *
 * @param {import("./forms").Call} call
 * @param {boolean} revealed
 * @returns {Omit<Entry, "key">[]}
 */
export function callEntries({ steps, ...call }, revealed) {
  const from = revealed ? withPlus(call.from) : maskNumber(call.from);
  return steps.map((step) => {
    const shown = /** @type {typeof step} */ (revealed ? step : mask(step));
    const said = stepTexts[step.step]?.(shown, who[step.party ?? ""] ?? "The caller") ?? step.step;
    return {
      time: step.time,
      kind: "Call",
      title: `${said} (from ${from})`,
      outcome: "plain",
      details: revealed ? { step, call } : mask({ step, call }),
    };
  });
}

const errors = /** @type {Record<string, string>} */ ({
  ECONNREFUSED: "nothing listens at this address",
  ECONNRESET: "the connection was reset",
  ENOTFOUND: "unknown host",
});
const states = /** @type {Record<string, string>} */ ({
  waiting: "waiting for earlier callbacks",
  sending: "being sent",
});

/** @param {import("./forms").Callback} callback @returns {[string, "good" | "bad" | "plain"]} */
function deliveryOf({ attempts, state, reason }) {
  if (states[state] !== undefined) return [states[state], "plain"];
  const last = attempts.at(-1);
  if (reason !== null || !last) return [`not sent: ${reason ?? state}`, "bad"];
  const times = attempts.length > 1 ? `, attempt ${attempts.length}` : "";
  if (last.status === null) {
    const error = last.error ?? "no response";
    const words = errors[error];
    return [`failed: ${words === undefined ? error : `${words} (${error})`}${times}`, "bad"];
  }
  const isGood = state === "delivered";
  return [`${isGood ? "delivered" : "failed"} (${last.status}${times})`, isGood ? "good" : "bad"];
}

/**
 * @param {import("./forms").Callback} callback
 * @param {boolean} revealed
 * @returns {Omit<Entry, "key">}
 */
export function callbackEntry(callback, revealed) {
  const { id, eventName, time, url, method, parameters, attempts, state } = callback;
  const [delivery, outcome] = deliveryOf(callback);
  const tried = attempts.map(({ body, ...attempt }) => ({
    ...attempt,
    response: revealed || body === null ? body : maskBody(body),
  }));
  const details = { url: `${method} ${url}`, parameters };
  const isOver = states[state] === undefined;
  return {
    time,
    kind: "Callback",
    title: `${eventName}: ${delivery}`,
    outcome,
    details: {
      .../** @type {typeof details} */ (revealed ? details : mask(details)),
      attempts: revealed ? tried : mask(tried),
    },
    ...(isOver ? { callbackId: id } : {}),
  };
}
