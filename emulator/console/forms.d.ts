/** The types of the emulator's responses to the console. */

import type { ArmedFault as Armed } from "../faults/types";
import type { RecordedRequest } from "../emulation/request-log";
import type { WireSession } from "../domain/response-shapes";

export type { CallbackRecord as Callback } from "../callbacks/types";
export type { CallRecord as Call, CallStep } from "../calls/types";
export type { RecordedRequest } from "../emulation/request-log";

/** A session of `/_emulator/sessions/{session_uuid}` and of the console's pages. Unset texts are "". */
export type Session = WireSession &
  Record<"auth_id" | "first_party" | "second_party", string> &
  Record<string, unknown>;

/** `/_emulator/faults` */
export type ArmedFault = Armed & { fault: { when?: string; times?: number | null; status?: number } };

/** `/_emulator/console/sessions` */
export interface Page {
  now: string;
  accounts: string[];
  counts: Record<string, number>;
  total: number;
  limit: number;
  offset: number;
  sessions: Session[];
}

/** `/_emulator/console/faults` */
export interface FaultForm {
  kinds: Record<string, { keys: string[]; operations: string[] }>;
  choices: Record<string, (string | number)[]>;
}

/** An entry of `/_emulator/console/fields` */
export interface ChangeableField {
  name: string;
  kind: string;
  values?: string[];
  nullable: boolean;
}

/** `/_emulator/console/requests`: the latest, newest first. */
export interface Log {
  /** Requests since the log was last cleared. */
  count: number;
  requests: RecordedRequest[];
}

/** An entry of the timeline or the list of requests. */
export interface Entry {
  key: string;
  /** ISO 8601, by the emulator's clock. */
  time: string;
  kind: "Request" | "Call" | "Callback";
  title: string;
  /** The outcome. It sets only the colour; the title states it too. */
  outcome: "good" | "bad" | "plain";
  /** Shown on demand, masked until revealed. */
  details: unknown;
  /** Set if the callback can be sent again. */
  callbackId?: string;
}
