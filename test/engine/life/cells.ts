import type { OnExpiry } from "../../../provider/session/expiry.ts";
import { onExpiryValues, type Cell, type State } from "./vocabulary.ts";

const stay = ["ignore", "fail"] as const;

const untouched = { preview: { op: "same" }, does: "–", requests: [] } as const;
const updated = {
  preview: { op: "update", names: ["ringTimeout"] },
  does: "update",
  requests: ["POST 200 ring_timeout"],
} as const;
const cannotChange = "geomatch changed, and Plivo cannot change it in a live session";
const replaced = {
  preview: { op: "replace", names: ["geomatch"], says: `${cannotChange}.` },
  does: "replace",
  requests: ["POST 201", "DELETE 200"],
} as const;
const refreshed = { preview: { op: "same" }, does: "–", requests: ["GET 200"] } as const;
const ended = { preview: { op: "delete" }, does: "delete", requests: ["DELETE 200"] } as const;

/** Cells of a state that changes nothing. */
function defaultCells(state: State, onExpiry?: readonly OnExpiry[]): Cell[] {
  const which = onExpiry === undefined ? { state } : { state, onExpiry };
  return [
    { ...which, event: "nothing", ...untouched },
    { ...which, event: "updatable", ...updated },
    { ...which, event: "createOnly", ...replaced },
    { ...which, event: "refresh", ...refreshed },
    { ...which, event: "destroy", ...ended },
  ];
}

const inWindow = "ends in 2 h 14 min, so it will be extended (renewBefore).";
const renewal: Cell[] = [
  {
    state: "renewal",
    event: "nothing",
    preview: { op: "update", nativeNames: ["expiryTime"], says: inWindow },
    does: "extend",
    requests: ["POST 200 session_expiry"],
  },
  {
    state: "renewal",
    event: "updatable",
    preview: { op: "update", nativeNames: ["ringTimeout", "expiryTime"], says: inWindow },
    does: "extend",
    requests: ["POST 200 ring_timeout session_expiry"],
  },
  ...defaultCells("renewal").slice(2),
];

const soon = "it ends in 12 s.";
const recreate = { onExpiry: ["recreate"] } as const;
const spent = {
  preview: { op: "replace", names: ["expiryTime"], says: soon },
  does: "recreate",
  requests: ["POST 201", "GET 200", "DELETE 200"],
} as const;
const last: Cell[] = [
  { state: "last", ...recreate, event: "nothing", ...spent },
  { state: "last", ...recreate, event: "updatable", ...spent },
  {
    state: "last",
    ...recreate,
    event: "createOnly",
    ...replaced,
    preview: { op: "replace", names: ["geomatch", "expiryTime"], says: `${cannotChange}; ${soon}` },
  },
  ...defaultCells("last", ["recreate"]).slice(3),
  ...defaultCells("last", stay),
];

const ago = "expired 2 h 14 min ago";
const createdNext = { op: "create", requests: ["POST 201"] } as const;

/** Plivo's responses for an expired session. */
interface Responses {
  readonly get: string;
  readonly delete: string;
}

function pastCells(state: State, answers: Responses): Cell[] {
  const overdue = {
    preview: { op: "replace", names: ["expiryTime"], says: `it ${ago}.` },
    does: "recreate",
    requests: ["POST 201", answers.get],
  } as const;
  const changed = { does: "replace", requests: ["POST 201", answers.delete] } as const;
  return [
    { state, ...recreate, event: "nothing", ...overdue },
    { state, ...recreate, event: "updatable", ...overdue },
    {
      state,
      ...recreate,
      event: "createOnly",
      preview: { op: "replace", names: ["geomatch", "expiryTime"], says: `${cannotChange}; it ${ago}.` },
      ...changed,
    },
    {
      state,
      ...recreate,
      event: "refresh",
      preview: { op: "delete" },
      does: "forget",
      requests: [answers.get],
      next: createdNext,
    },
    { state, onExpiry: ["ignore"], event: "nothing", ...untouched },
    { state, onExpiry: ["ignore"], event: "updatable", ...overdue },
    { state, onExpiry: ["ignore"], event: "createOnly", ...replaced, ...changed },
    ...stoppingCells(state),
    {
      state,
      onExpiry: stay,
      event: "refresh",
      ...refreshed,
      does: "mark",
      requests: [answers.get],
    },
    { state, onExpiry: onExpiryValues, event: "destroy", ...ended, requests: [answers.delete] },
  ];
}

function stoppingCells(state: State): Cell[] {
  return (["nothing", "updatable", "createOnly"] as const).map((event): Cell => {
    return {
      state,
      onExpiry: ["fail"],
      event,
      preview: { op: "error", says: `${ago}, and its onExpiry is "fail".` },
      does: "fail",
      requests: [],
    };
  });
}

const expired = pastCells("expired", { get: "GET 200", delete: "DELETE 400" });
const forgotten = pastCells("forgotten", { get: "GET 404", delete: "DELETE 404" });

const unknown: Cell[] = [
  { state: "unknown", event: "nothing", ...untouched },
  {
    state: "unknown",
    event: "updatable",
    ...updated,
    op: "error",
    does: "fail, mark",
    requests: ["POST 404", "GET 404"],
    next: { op: "replace", requests: ["POST 201", "GET 404"] },
  },
  {
    state: "unknown",
    event: "createOnly",
    ...replaced,
    requests: ["POST 201", "DELETE 404"],
  },
  {
    state: "unknown",
    event: "refresh",
    preview: { op: "delete" },
    does: "forget",
    requests: ["GET 404"],
    next: createdNext,
  },
  { state: "unknown", event: "destroy", ...ended, requests: ["DELETE 404"] },
];

const drained: Cell[] = [
  {
    state: "call",
    isDrained: true,
    event: "createOnly",
    ...replaced,
    does: "replace after the call",
    requests: ["POST 201", "GET 200 every 10 s", "DELETE 200"],
  },
  {
    state: "call",
    isDrained: true,
    event: "destroy",
    ...ended,
    does: "delete after the call",
    requests: ["GET 200 every 10 s", "DELETE 200"],
  },
];

const elsewhere = defaultCells("elsewhere").map((cell): Cell => {
  if (cell.event !== "refresh") return cell;
  return {
    ...cell,
    preview: { op: "update", names: ["record"] },
    does: "accept",
    next: { op: "update", requests: ["POST 200 record"] },
  };
});

export const cells: readonly Cell[] = [
  ...defaultCells("live"),
  ...renewal,
  ...last,
  ...expired,
  ...forgotten,
  ...unknown,
  ...defaultCells("call"),
  ...drained,
  ...elsewhere,
];
