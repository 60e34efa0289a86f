import fc from "fast-check";
import type { FaultMoment, FaultOperation, FaultRequest } from "plivo-masking-emulator";
import type { Kill } from "../support/stand-in/run.ts";

const moments = fc.constantFrom<FaultMoment>("before", "after");
const operations = fc.constantFrom<FaultOperation>(
  "create",
  "create",
  "create",
  "get",
  "list",
  "update",
  "expire",
  "any",
);
/** Null: every time. */
const times = fc.constantFrom(1, 1, 2, 3, null);
const schedule = { operation: operations, when: moments, nth: fc.integer({ min: 1, max: 4 }), times };

const connection = fc.record({ kind: fc.constantFrom("reset", "cut"), ...schedule });
const unusable = fc.record({ kind: fc.constantFrom("unreadable", "truncated"), ...schedule });
const status = fc.record({
  kind: fc.constant("status" as const),
  ...schedule,
  status: fc.constantFrom(500, 502, 503, 504),
  body: fc.constantFrom("json", "html", "empty"),
});
/** Only before the server acts: no client can detect a 429 for a create that succeeded. */
const rateLimited = fc.record({
  kind: fc.constant("status" as const),
  ...schedule,
  when: fc.constant("before" as const),
  status: fc.constant(429 as const),
  retryAfter: fc.constantFrom(1, 3, 90),
  retryAfterForm: fc.constantFrom("seconds", "date"),
});
const unnamed = fc.record({
  kind: fc.constant("unnamed" as const),
  operation: fc.constant("create" as const),
  when: fc.constant("after" as const),
  nth: schedule.nth,
  times,
  keep: fc.constantFrom("nowhere", "envelope", "session"),
});
const refused = fc.record({
  kind: fc.constant("refuse" as const),
  operation: operations,
  nth: schedule.nth,
  seconds: fc.constantFrom(0.1, 5, 600),
});

const fault = fc.oneof(
  { weight: 3, arbitrary: connection },
  { weight: 2, arbitrary: unusable },
  { weight: 2, arbitrary: status },
  { weight: 1, arbitrary: rateLimited },
  { weight: 1, arbitrary: unnamed },
  { weight: 1, arbitrary: refused },
);

/**
 * A list that is late, together with a lost create. The list must not fail too: the emulator counts the lag
 * in reads, and failed reads would extend it beyond `lateCommitMs`.
 */
const late = fc
  .record({ reads: fc.integer({ min: 1, max: 2 }), lost: connection, nth: schedule.nth })
  .map(({ reads, lost, nth }): FaultRequest[] => [
    { kind: "lag", operation: "list", reads },
    { ...lost, operation: "create", nth, times: 1 },
  ]);

/** The faults of one operation, mostly none. */
export const faultLists: fc.Arbitrary<readonly FaultRequest[]> = fc.oneof(
  { weight: 5, arbitrary: fc.constant([]) },
  { weight: 5, arbitrary: fc.array(fault, { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: late },
);

const kill = fc.oneof(
  fc.record({
    at: fc.constant("request" as const),
    operation: fc.constantFrom<FaultOperation>("create", "create", "list", "get", "update", "expire"),
    nth: fc.integer({ min: 1, max: 5 }),
    when: moments,
  }),
  fc.record({ at: fc.constant("write" as const), nth: fc.integer({ min: 1, max: 6 }) }),
);

/** The kill of an operation, mostly none. */
export const kills: fc.Arbitrary<Kill | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: kill },
);
