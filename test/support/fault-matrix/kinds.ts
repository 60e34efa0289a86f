import type { FaultMoment, FaultRequest } from "plivo-masking-emulator";

/** The API's five calls. */
export const operations = ["create", "get", "list", "update", "expire"] as const;
export type Operation = (typeof operations)[number];

/** How often a fault occurs: once, twice, or in every attempt. */
export const frequencies = { once: 1, twice: 2, always: null } as const;
export type Frequency = keyof typeof frequencies;

type RequestFault = Extract<FaultRequest, { when: FaultMoment }>;
type Details = RequestFault extends infer Fault
  ? Fault extends RequestFault
    ? Omit<Fault, "operation" | "when" | "times">
    : never
  : never;

/** One way in which a request fails. */
export interface Kind {
  readonly name: string;
  readonly moments: readonly FaultMoment[];
  /** Default: all. */
  readonly operations?: readonly Operation[];
  readonly fault: (operation: Operation, when: FaultMoment, frequency: Frequency) => FaultRequest;
}

const bothMoments = ["before", "after"] as const;

function kind(
  name: string,
  details: Details,
  more: Partial<Pick<Kind, "moments" | "operations">> = {},
): Kind {
  return {
    name,
    moments: bothMoments,
    fault: (operation, when, frequency) =>
      ({ ...details, operation, when, times: frequencies[frequency] }) as FaultRequest,
    ...more,
  };
}

const refused: Kind = {
  name: "a refused connection",
  moments: ["before"],
  // The same port listens again before the last attempt, or never.
  fault: (operation, _when, frequency) => ({
    kind: "refuse",
    operation,
    ...(frequency === "always" ? {} : { seconds: frequency === "once" ? 0.1 : 1 }),
  }),
};

const serverErrors = ([500, 502, 503, 504] as const).flatMap((status) =>
  (["json", "html", "empty"] as const).map((body) =>
    kind(`${status} with ${body === "empty" ? "nothing" : body}`, { kind: "status", status, body }),
  ),
);

/** No client can detect a create that was carried out and answered by 429: it has a test of its own. */
const rateLimited = [
  kind("429", { kind: "status", status: 429 }),
  kind("429 with Retry-After in seconds", { kind: "status", status: 429, retryAfter: 2 }),
  kind("429 with Retry-After as a date", {
    kind: "status",
    status: 429,
    retryAfter: 3,
    retryAfterForm: "date",
  }),
  kind("429 with HTML", { kind: "status", status: 429, body: "html" }),
].flatMap((one): Kind[] => [
  { ...one, moments: ["before"] },
  { ...one, moments: ["after"], operations: ["get", "list", "update", "expire"] },
]);

const unnamed = [
  kind("a success that names no session", { kind: "unnamed" }, { operations: ["create"] }),
  ...(["envelope", "session"] as const).map((keep) =>
    kind(
      `a success that names the session in its ${keep} alone`,
      { kind: "unnamed", keep },
      { operations: ["create"], moments: ["after"] },
    ),
  ),
];

/** Every way in which a request fails, except delays. */
export const kinds: readonly Kind[] = [
  refused,
  kind("a reset connection", { kind: "reset" }),
  kind("an answer that is cut", { kind: "cut" }),
  ...rateLimited,
  ...serverErrors,
  kind("a success that cannot be read", { kind: "unreadable" }),
  kind("a success of which half is missing", { kind: "truncated" }),
  ...unnamed,
];
