import type { Emulator } from "plivo-masking-emulator";
import { recordedAt, wireArguments, type Name } from "../golden/sessions.ts";
import { nameOf, type StoredSession } from "./stored.ts";

/** Puts the sessions of a golden state into an empty emulator, at the time when they were recorded. */
export function restoreSessions(emulator: Emulator, sessions: readonly StoredSession[]): void {
  emulator.reset();
  emulator.clock.set(recordedAt);
  for (const session of sessions) {
    const { virtualNumber, createdTime, expiryTime } = session.outputs;
    emulator.sessions.add({
      ...wireArguments(nameOf(session) as Name),
      session_uuid: session.id,
      virtual_number: virtualNumber,
      created_time: createdTime,
      expiry_time: expiryTime,
    });
  }
}
