/** One of a session's two parties. */
export type Party = "firstParty" | "secondParty";

/** A side of a call: the caller, the called side, or a party on either side. */
export type CallSide = "caller" | "called" | Party;

/** What a side does when it is rung. */
export type CallOutcome = "answered" | "busy" | "refused";

/** The course of a call from the ringing on. */
export interface CallCourse {
  /**
   * Seconds of ringing before the called side reacts as in `outcome`. Default 5. Null: it never reacts, and
   * ring_timeout ends the call.
   */
  answerAfter?: number | null;
  /** The reaction of the called side. Default "answered". */
  outcome?: CallOutcome;
  /** Seconds from the connection to the hangup. Default 60. Null: no one hangs up. */
  talkFor?: number | null;
  /**
   * The side that hangs up. Default "caller". In a call that Plivo initiates, the caller is the first party.
   */
  hangUpBy?: CallSide;
  /** Whether recording fails to start. Default false. */
  recordingFails?: boolean;
}

/** A call to a virtual number. */
export interface CallRequest extends CallCourse {
  /** The called number: E.164, with or without "+". */
  virtualNumber: string;
  /** The caller's number: E.164, with or without "+". */
  from: string;
  /** The account of the virtual number. Default: the emulator's first account. */
  authId?: string;
  /** The caller's input, one entry for each PIN prompt. Later prompts get no input. Default: none. */
  pins?: readonly string[];
}

/** The course of calls that initiate_call_to_first_party starts. */
export interface CallPlan extends CallCourse {
  /** Seconds of ringing before the first party reacts as in `firstPartyOutcome`. Default 5. Null: never. */
  firstPartyAnswerAfter?: number | null;
  /** The reaction of the first party. Default "answered". */
  firstPartyOutcome?: CallOutcome;
}

/** "ringing" until both sides have answered, "in-progress" until one hangs up. All others are final. */
export type CallStatus =
  "ringing" | "in-progress" | "completed" | "no-answer" | "busy" | "refused" | "canceled" | "failed";

/** A step of a call. The other members depend on the step. None contains a PIN. */
export interface CallStep {
  /** ISO 8601, by the emulator's clock. */
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
  /**
   * The side that rings, answers, hears something or hangs up. "caller": a caller who is not yet identified.
   */
  readonly party?: Party | "caller" | "plivo";
  /** The URL that is played. */
  readonly url?: string;
  /** Whether the PIN was right. */
  readonly correct?: boolean;
  /** Why the call ended. */
  readonly reason?: string;
}

/**
 * A copy of a call, which does not change later. Numbers have no "+". Times are ISO 8601, by the emulator's
 * clock.
 */
export interface CallRecord {
  readonly callUuid: string;
  /** The session of the call. Null if there is none. */
  readonly sessionUuid: string | null;
  /** "inbound": a call to the virtual number. "initiated": started by the creation of the session. */
  readonly direction: "inbound" | "initiated";
  readonly virtualNumber: string;
  readonly from: string;
  /** The number that the caller is connected to. Null until it rings. */
  readonly to: string | null;
  /** The party of the caller. Null until it is known. */
  readonly caller: Party | null;
  readonly status: CallStatus;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly steps: readonly CallStep[];
}

/** An emulator's calls. */
export interface CallControl {
  /**
   * Starts a call. It proceeds with the emulator's clock.
   * @throws CallError if the request is invalid.
   */
  place(request: CallRequest): CallRecord;
  /**
   * The calls in progress and the latest 1,000 ended ones, oldest first. With `sessionUuid`, only that
   * session's.
   */
  all(filter?: { sessionUuid?: string }): CallRecord[];
  get(callUuid: string): CallRecord | undefined;
  /**
   * Ends a call from one side, by default the caller's.
   * @throws CallError if the call has ended or has no such side yet.
   */
  hangUp(callUuid: string, by?: CallSide): CallRecord;
  /** The course of calls that initiate_call_to_first_party starts, with all defaults. */
  plan(): Required<CallPlan>;
  /**
   * Replaces the plan for later calls. Members that are left out get their defaults.
   * @throws CallError
   */
  setPlan(plan: CallPlan): void;
}

/** A call cannot be placed or ended. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code = "EMULATOR_CALL";
}
