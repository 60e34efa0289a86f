/** The forms in which the emulator answers the console. */

/** One session of `/_emulator/sessions/{session_uuid}` and of the console's pages: numbers without "+", times in the API's form. */
export interface Session {
  session_uuid: string;
  auth_id: string;
  subaccount: string | null;
  virtual_number: string;
  status: string;
  first_party: string;
  second_party: string;
  created_time: string;
  expiry_time: string;
  duration: number;
  [name: string]: unknown;
}

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

/** `/_emulator/requests?sessionUuid=` */
export interface RecordedRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  status: number;
  time: string;
  fault?: string;
  sent?: number;
}

/** `/_emulator/calls?sessionUuid=`, absent (404) in an emulator that plays no calls */
export interface Call {
  callUuid: string;
  sessionUuid: string;
  virtualNumber: string;
  from: string;
  to: string | null;
  status: string;
  startTime: string;
  endTime: string | null;
  steps: CallStep[];
}

export interface CallStep {
  time: string;
  step: string;
  party?: string;
  [name: string]: unknown;
}

/** `/_emulator/callbacks?sessionUuid=`, absent (404) in an emulator that sends none */
export interface Callback {
  sessionUuid: string;
  eventName: string;
  time: string;
  url: string;
  method: string;
  parameters: Record<string, unknown>;
  /** `status` and `error` are absent or null where there is none. */
  attempts: { time: string; status?: number | null; error?: string | null }[];
  /** Such as "waiting", "delivered" or "refused". */
  state?: string;
  /** Why it was never sent. */
  reason?: string | null;
}

/** `/_emulator/faults` */
export interface ArmedFault {
  id: string;
  fault: { kind: string; operation: string; when?: string; times?: number | null; [name: string]: unknown };
  matching: number;
  fired: number;
  holding: number;
}

/** `/_emulator/console/faults` */
export interface FaultForm {
  kinds: Record<string, { keys: string[]; operations: string[] }>;
  choices: Record<string, (string | number)[]>;
}

/** One of `/_emulator/console/fields` */
export interface ChangeableField {
  name: string;
  kind: string;
  values?: string[];
  nullable: boolean;
}

/** One line of a session's timeline. */
export interface TimelineEntry {
  key: string;
  /** ISO 8601, of the emulator's clock. */
  time: string;
  kind: "Request" | "Call" | "Callback";
  title: string;
  /** How it went: shapes its colour alone, the title says it too. */
  outcome: "good" | "bad" | "plain";
  /** Shown on demand, masked until revealed. */
  details: unknown;
}
