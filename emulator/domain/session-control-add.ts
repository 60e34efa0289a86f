import { newSession } from "./create-session";
import { changeSession } from "./session-control-change";
import type { Vendor } from "./vendor";

function textOf(name: string, value: unknown): string {
  if (typeof value !== "string" || value === "") throw new TypeError(`${name} takes a text`);
  return value;
}

function requireAccount({ accounts }: Vendor, authId: string): void {
  if (!accounts.some((account) => account.authId === authId)) {
    throw new TypeError("auth_id takes an account of the emulator");
  }
}

/**
 * Stores a session from elsewhere under its own ID, bypassing API and pool.
 * @throws TypeError or Error, and stores nothing, if a name or value is invalid.
 */
export function addSession(vendor: Vendor, fields: Readonly<Record<string, unknown>>): void {
  const { session_uuid, auth_id = vendor.account.authId, ...rest } = fields;
  const identity = {
    session_uuid: textOf("session_uuid", session_uuid),
    auth_id: textOf("auth_id", auth_id),
    virtual_number: textOf("virtual_number", rest["virtual_number"]),
  };
  requireAccount(vendor, identity.auth_id);
  if (rest["expiry_time"] === undefined) throw new TypeError("expiry_time is needed");
  if (vendor.sessions.get(identity.session_uuid)) {
    throw new Error("there is a session with this session_uuid already");
  }
  const session = newSession(vendor, identity, {});
  vendor.sessions.add(session);
  try {
    changeSession(vendor, identity.session_uuid, rest);
  } catch (error) {
    vendor.sessions.remove(session);
    throw error;
  }
}
