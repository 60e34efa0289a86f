import { parseControlTime, wholeSecond } from "../common/timestamps";
import { lifetime, statusAt, type Session } from "./session";
import type { Kind, SessionField } from "./session-field";
import { isFieldName, rowOf, sessionFields } from "./session-fields";
import type { Vendor } from "./vendor";

function invalidValue(name: string, wanted: string): TypeError {
  return new TypeError(`${name} takes ${wanted}`);
}

function readTime(name: string, value: unknown): number {
  const time = parseControlTime(value);
  if (time === undefined) throw invalidValue(name, "milliseconds, an ISO 8601 time or one in the API's form");
  return wholeSecond(time);
}

function readNumber(name: string, value: unknown): string {
  if (typeof value !== "string" || !/^\+?\d+$/.test(value)) throw invalidValue(name, "a phone number");
  return value.replace("+", "");
}

/** A parameter's new value. It needs the parameter's type, but may be one that no request can send. */
function readSetting(name: string, { kind, nullable }: SessionField, value: unknown): unknown {
  if (value === null || (value === "" && kind !== "choice")) {
    if (!nullable) throw invalidValue(name, "a value");
    return null;
  }
  if (kind === "phone") return readNumber(name, value);
  const wanted = kind === "integer" ? "number" : kind === "boolean" ? "boolean" : "string";
  if (typeof value !== wanted) throw invalidValue(name, `a ${wanted}`);
  return value;
}

function readList(name: string, value: unknown): unknown {
  if (value !== null && !Array.isArray(value)) throw invalidValue(name, "null or a list");
  return value;
}

function readField(name: string, value: unknown): unknown {
  const row = isFieldName(name) && rowOf(name).storage === undefined ? rowOf(name) : undefined;
  if (row === undefined) throw new TypeError(`${name} is not a field of a session that can be changed`);
  if (row.update !== undefined) return readSetting(name, row, value);
  if (row.kind === "interactions") return readList(name, value);
  if (row.kind === "time")
    return row.nullable && (value === null || value === "") ? null : readTime(name, value);
  if (row.kind === "phone") return row.nullable && value === null ? null : readNumber(name, value);
  if (typeof value !== "number") throw invalidValue(name, "a number");
  return value;
}

/** A field that the controls can change, for the console's form. */
export interface ChangeableField {
  name: string;
  kind: Exclude<Kind, "amount">;
  /** The choices, if they are fixed. */
  values?: readonly string[];
  nullable: boolean;
}

/** Every field that can be changed except `interaction`. */
export function changeableFields(): ChangeableField[] {
  return Object.entries<SessionField>(sessionFields).flatMap(
    ([name, { kind, values, nullable, storage }]) => {
      const isFixed = storage === "fixed" || storage === "internal";
      if (isFixed || kind === "interactions") return [];
      const shown = kind === "amount" ? "number" : kind;
      return [{ name, kind: shown, ...(values ? { values } : {}), nullable: nullable ?? false }];
    },
  );
}

/**
 * The field changes for a new status: "expired" expires the session now, any other status is shown while it
 * is live.
 */
function statusChanges(session: Session, status: unknown, now: number): Partial<Session> {
  if (typeof status !== "string" || status === "") throw invalidValue("status", "a text");
  if (status !== "expired") return { live_status: status === "active" ? null : status };
  return statusAt(session, now) === "expired" ? {} : { expiry_time: wholeSecond(now) };
}

/**
 * Changes a session without the API. Only the given fields (wire names) change, and duration with
 * created_time or expiry_time.
 * @throws Error, and changes nothing, if a name or value is invalid.
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
