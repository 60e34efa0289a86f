import { randomUUID } from "node:crypto";
import type { SessionAttributes, SessionEvent } from "../callbacks/events";
import type { WireInteraction } from "../domain/interaction";
import type { Session } from "../domain/session";
import type { CallParts } from "./dependencies";
import type { ReadCall } from "./read-call";
import type { CallRecord, CallStatus, CallStep, CallPlan, Party } from "./types";

/** One of a call's two connections to the virtual number, each a call of its own to the vendor. */
export interface Leg {
  readonly callUuid: string;
  /** Milliseconds; null as long as it isn't answered. */
  answerTime: number | null;
}

/** How a call goes, as it was asked for. */
export type Course = Omit<ReadCall, "authId" | "virtualNumber" | "from"> &
  Pick<Required<CallPlan>, "firstPartyAnswerAfter" | "firstPartyOutcome">;

/** What is known of a call from its beginning. */
export type CallBeginning = Pick<CallRecord, "direction" | "virtualNumber" | "from"> & {
  readonly authId: string;
  readonly course: Course;
};

/** Who keeps the calls. */
export interface CallRegistry {
  /** Whether a session has a call that goes on, apart from this one. */
  isBusy(session: Session, apartFrom: LiveCall): boolean;
  /** Takes note that a call has ended. */
  onCallEnd(call: LiveCall): void;
}

/** A call that is going on, or has ended: its record, and what is still to come. */
export class LiveCall {
  readonly parts: CallParts;
  readonly registry: CallRegistry;
  readonly beginning: CallBeginning;
  readonly startTime: number;
  /** The session that it concerns. */
  session: Session | null = null;
  /** Which party the caller stands for. */
  caller: Party | null = null;
  to: string | null = null;
  status: CallStatus = "ringing";
  endTime: number | null = null;
  readonly callerLeg: Leg = { callUuid: randomUUID(), answerTime: null };
  /** Made when the other side is rung. */
  calledLeg: Leg | null = null;
  /** Its interaction as the session shows it; null as long as it makes none. */
  shown: { readonly session: Session; readonly interaction: WireInteraction } | null = null;
  recording: { readonly uuid: string; readonly startTime: number; readonly format: string } | null = null;
  readonly #steps: CallStep[] = [];
  readonly #pins: string[];
  #scheduled: (() => void)[] = [];

  constructor(parts: CallParts, registry: CallRegistry, beginning: CallBeginning, time: number) {
    this.parts = parts;
    this.registry = registry;
    this.beginning = beginning;
    this.startTime = time;
    this.#pins = [...beginning.course.pins];
  }

  get callUuid(): string {
    return this.callerLeg.callUuid;
  }

  /** Whether its session is still there. */
  get hasSession(): boolean {
    return this.session !== null && this.parts.sessions.get(this.session.session_uuid) === this.session;
  }

  /** Takes a step down. */
  addStep(time: number, step: CallStep["step"], more: Omit<CallStep, "time" | "step"> = {}): void {
    this.#steps.push({ time: new Date(time).toISOString(), step, ...more });
    this.parts.changes.notify("calls");
  }

  /** Takes down what is played, where there is anything to play. */
  play(time: number, party: CallStep["party"], url: string | null): void {
    if (url !== null && party !== undefined) this.addStep(time, "play", { party, url });
  }

  /** Lets something happen so many seconds after this time, unless the call has ended by then. */
  schedule(time: number, seconds: number, action: (time: number) => void): void {
    if (seconds === 0) action(time);
    else this.#scheduled.push(this.parts.timers.at(time + seconds * 1000, action));
  }

  /** Nothing more is to come. */
  cancelScheduled(): void {
    for (const cancel of this.#scheduled) cancel();
    this.#scheduled = [];
  }

  /** What the caller keys in at a prompt; undefined: nothing. */
  nextPin(): string | undefined {
    return this.#pins.shift();
  }

  /** Sends the session's URL an event of this call, where the session is still there and has one. */
  sendSessionEvent(time: number, event: SessionEvent, more: SessionAttributes = {}): void {
    if (this.session === null || !this.hasSession) return;
    this.parts.callbacks.sessionEvent(this.session, event, time, { ...this.numbers(), ...more });
  }

  /** The attributes that say who is connected to whom. */
  numbers(): { From: string; To?: string } {
    return { From: this.beginning.from, ...(this.to === null ? {} : { To: this.to }) };
  }

  show(): CallRecord {
    const { direction, virtualNumber, from } = this.beginning;
    return {
      callUuid: this.callUuid,
      sessionUuid: this.session?.session_uuid ?? null,
      direction,
      virtualNumber,
      from,
      to: this.to,
      caller: this.caller,
      status: this.status,
      startTime: new Date(this.startTime).toISOString(),
      endTime: this.endTime === null ? null : new Date(this.endTime).toISOString(),
      steps: this.#steps.map((step) => ({ ...step })),
    };
  }
}
