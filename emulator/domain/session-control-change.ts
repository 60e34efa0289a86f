import { parseControlTime, wholeSecond } from "../common/timestamps";
import { isParameterName, PARAMETERS, type Parameter } from "./parameters";
import { lifetime, statusAt, type Session } from "./session";
import type { Vendor } from "./vendor";

const TIMES = ["created_time", "modified_time", "expiry_time", "last_interaction_time"];
const AMOUNTS = ["duration", "amount", "total_call_amount", "total_session_amount"];
const COUNTS = ["total_call_count", "total_call_billed_duration", "callback_sequence"];
const NEVER_NULL = [
  "geomatch",
  "session_expiry",
  "call_time_limit",
  "ring_timeout",
  "initiate_call_to_first_party",
  "callback_method",
  "record",
  "record_file_format",
  "recording_callback_method",
  "is_pin_authentication_required",
];

function wrong(name: string, wanted: string): TypeError {
  return new TypeError(`${name} takes ${wanted}`);
}

function readTime(name: string, value: unknown): number | null {
  if (name === "last_interaction_time" && (value === null || value === "")) return null;
  const time = parseControlTime(value);
  if (time === undefined) throw wrong(name, "milliseconds, an ISO 8601 time or one in the API's form");
  return wholeSecond(time);
}

function readNumber(name: string, value: unknown): string {
  if (typeof value !== "string" || !/^\+?\d+$/.test(value)) throw wrong(name, "a phone number");
  return value.replace("+", "");
}

/** A parameter's new value: of the parameter's type, whether or not a request might send it. */
function readSetting(name: keyof typeof PARAMETERS, value: unknown): unknown {
  const { kind } = PARAMETERS[name];
  if (value === null || (value === "" && kind !== "choice")) {
    if (NEVER_NULL.includes(name)) throw wrong(name, "a value");
    return null;
  }
  if (kind === "phone") return readNumber(name, value);
  const wanted = kind === "integer" ? "number" : kind === "boolean" ? "boolean" : "string";
  if (typeof value !== wanted) throw wrong(name, `a ${wanted}`);
  return value;
}

function readField(name: string, value: unknown): unknown {
  if (TIMES.includes(name)) return readTime(name, value);
  if (name === "virtual_number") return readNumber(name, value);
  if (name === "last_caller") return value === null ? null : readNumber(name, value);
  if (isParameterName(name)) return readSetting(name, value);
  if (AMOUNTS.includes(name) || COUNTS.includes(name)) {
    if (typeof value !== "number") throw wrong(name, "a number");
    return value;
  }
  if (name === "interaction") {
    if (value !== null && !Array.isArray(value)) throw wrong(name, "null or a list");
    return value;
  }
  throw new TypeError(`${name} is not a field of a session that can be changed`);
}

/** A field that can be changed behind a session's back, for a form. */
export interface ChangeableField {
  name: string;
  /** As parameters have kinds; beyond those "time" and "number". */
  kind: Parameter["kind"] | "time" | "number";
  /** What can be chosen, where that is fixed. */
  values?: readonly string[];
  /** Whether it can be unset. */
  nullable: boolean;
}

/** Every field that can be changed, apart from `interaction`. */
export function changeableFields(): ChangeableField[] {
  const settings = Object.entries<Parameter>(PARAMETERS).map(([name, parameter]) => ({
    name,
    kind: parameter.kind,
    ...("values" in parameter ? { values: parameter.values } : {}),
    nullable: !NEVER_NULL.includes(name),
  }));
  const times = TIMES.map((name) => ({
    name,
    kind: "time" as const,
    nullable: name === "last_interaction_time",
  }));
  const numbers = [...AMOUNTS, ...COUNTS].map((name) => ({
    name,
    kind: "number" as const,
    nullable: false,
  }));
  return [
    { name: "status", kind: "choice", values: ["active", "in-progress", "expired"], nullable: false },
    { name: "virtual_number", kind: "phone", nullable: false },
    { name: "last_caller", kind: "phone", nullable: true },
    ...settings,
    ...times,
    ...numbers,
  ];
}

/** What a new status means for the stored fields: "expired" ends the session now, any other one is shown while it lives. */
function statusChanges(session: Session, status: unknown, now: number): Partial<Session> {
  if (typeof status !== "string" || status === "") throw wrong("status", "a text");
  if (status !== "expired") return { live_status: status === "active" ? null : status };
  return statusAt(session, now) === "expired" ? {} : { expiry_time: wholeSecond(now) };
}

/**
 * Changes a session behind the back of whoever made it. Fields by their wire names; only what is given changes,
 * but a new created_time or expiry_time brings duration with it. Throws, and changes nothing, where a name or value is wrong.
 */
export function changeSession(
  vendor: Vendor,
  sessionUuid: string,
  changes: Readonly<Record<string, unknown>>,
): void {
  const session = vendor.sessions.get(sessionUuid);
  if (!session) throw new Error("there is no session with this session_uuid");
  const now = vendor.clock.now();
  const { status, ...fields } = changes;
  const read = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, readField(name, value)]),
  );
  const changed: Partial<Session> = { ...read };
  if (status !== undefined) Object.assign(changed, statusChanges({ ...session, ...changed }, status, now));
  const after = { ...session, ...changed };
  if (typeof status === "string" && statusAt(after, now) !== status) {
    throw new RangeError(`an expired session is ${status} again only with an expiry_time in the future`);
  }
  vendor.sessions.change(session, { ...changed, duration: changed.duration ?? lifetime(after) });
}
