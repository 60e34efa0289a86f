/** One of a session's two parties. */
export type Party = "firstParty" | "secondParty";

/** Who is meant in a call: the side that called or the one that is called, or a party, whichever side it is on. */
export type CallSide = "caller" | "called" | Party;

/** What a side that is rung does. */
export type CallOutcome = "answered" | "busy" | "refused";

/** How a call goes on from where the other side is rung. */
export interface CallCourse {
  /** Seconds of ringing until the called side does what `outcome` says. Default 5; null: never, so that ring_timeout ends it. */
  answerAfter?: number | null;
  /** What the called side does then. Default "answered". */
  outcome?: CallOutcome;
  /** Seconds from the connection until somebody hangs up. Default 60; null: nobody does by himself. */
  talkFor?: number | null;
  /** Who hangs up. Default "caller"; in a call that Plivo begins, that is the first party. */
  hangUpBy?: CallSide;
  /** The recording of a session that has `record` can't be started. Default false. */
  recordingFails?: boolean;
}

/** A call to a virtual number. */
export interface CallRequest extends CallCourse {
  /** The number that is called: E.164, with or without "+". */
  virtualNumber: string;
  /** The caller's own number: E.164, with or without "+". */
  from: string;
  /** The account whose virtual number is meant. Default: the emulator's first account. */
  authId?: string;
  /** What the caller keys in, one text for each prompt; when none is left he keys in nothing. Default none. */
  pins?: readonly string[];
}

/** How the calls go that sessions with initiate_call_to_first_party begin. */
export interface CallPlan extends CallCourse {
  /** Seconds of ringing until the first party does what `firstPartyOutcome` says. Default 5; null: never. */
  firstPartyAnswerAfter?: number | null;
  /** What the first party does then. Default "answered". */
  firstPartyOutcome?: CallOutcome;
}

/** "ringing" until both sides have answered, "in-progress" until one hangs up; the others are ends. */
export type CallStatus =
  "ringing" | "in-progress" | "completed" | "no-answer" | "busy" | "refused" | "canceled" | "failed";

/** One thing that happened in a call. Other members depend on the step; none holds a PIN. */
export interface CallStep {
  /** ISO 8601, of the emulator's clock. */
  readonly time: string;
  readonly step:
    | "call"
    | "play"
    | "pin-prompt"
    | "pin"
    | "ring"
    | "answer"
    | "connect"
    | "recording-started"
    | "recording-failed"
    | "recording-completed"
    | "hang-up"
    | "refuse";
  /** Who is rung, answers, hears something or hangs up. "caller": one who is not known to be a party. */
  readonly party?: Party | "caller" | "plivo";
  /** What is played. */
  readonly url?: string;
  /** Whether the PIN was right. */
  readonly correct?: boolean;
  /** Why the call ended. */
  readonly reason?: string;
}

/** A call as the controls show it: a copy, which doesn't change. Numbers are without "+", times ISO 8601 of the emulator's clock. */
export interface CallRecord {
  readonly callUuid: string;
  /** The session that it concerns; null where it concerns none. */
  readonly sessionUuid: string | null;
  /** "inbound": somebody called the virtual number. "initiated": the session's creation began it. */
  readonly direction: "inbound" | "initiated";
  readonly virtualNumber: string;
  readonly from: string;
  /** Whom he is connected to; null as long as nobody is rung. */
  readonly to: string | null;
  /** Which party the caller is or stands for; null as long as that isn't known. */
  readonly caller: Party | null;
  readonly status: CallStatus;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly steps: readonly CallStep[];
}

/** An emulator's calls. */
export interface CallControl {
  /** Begins a call now; it goes on as the emulator's clock does. Throws CallError where the request is wrong. */
  place(request: CallRequest): CallRecord;
  /** The calls that are going on and the latest 1,000 others, oldest first; those of one session where `sessionUuid` is given. */
  all(filter?: { sessionUuid?: string }): CallRecord[];
  get(callUuid: string): CallRecord | undefined;
  /** Lets a side hang up now. Throws CallError where the call has ended or has no such side yet. Default "caller". */
  hangUp(callUuid: string, by?: CallSide): CallRecord;
  /** How the calls go that sessions with initiate_call_to_first_party begin, with every default filled in. */
  plan(): Required<CallPlan>;
  /** Changes that for calls that begin from now on; what is left out has its default again. Throws CallError. */
  setPlan(plan: CallPlan): void;
}

/** A call that can't be placed or hung up. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code = "EMULATOR_CALL";
}
