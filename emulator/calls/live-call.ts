import { randomUUID } from "node:crypto";
import type { SessionAttributes, SessionEvent } from "../callbacks/events";
import type { WireInteraction } from "../domain/interaction";
import type { Session } from "../domain/session";
import type { CallParts } from "./dependencies";
import type { ReadCall } from "./read-call";
import type { CallRecord, CallStatus, CallStep, CallPlan, Party } from "./types";

/** One of a call's two connections to the virtual number. Plivo treats each as a call. */
export interface Leg {
  readonly callUuid: string;
  /** Milliseconds since the epoch. Null until the leg is answered. */
  answerTime: number | null;
}

/** The course of a call, as requested. */
export type Course = Omit<ReadCall, "authId" | "virtualNumber" | "from"> &
  Pick<Required<CallPlan>, "firstPartyAnswerAfter" | "firstPartyOutcome">;

/** The data of a call at its start. */
export type CallBeginning = Pick<CallRecord, "direction" | "virtualNumber" | "from"> & {
  readonly authId: string;
  readonly course: Course;
};

/** The list of calls that a call belongs to. */
export interface CallRegistry {
  /** Whether a session has a call in progress other than this one. */
  isBusy(session: Session, apartFrom: LiveCall): boolean;
  onCallEnd(call: LiveCall): void;
}

/** A call in progress or ended: its record and its scheduled steps. */
export class LiveCall {
  readonly parts: CallParts;
  readonly registry: CallRegistry;
  readonly beginning: CallBeginning;
  readonly startTime: number;
  /** The session of the call. */
  session: Session | null = null;
  /** The party of the caller. */
  caller: Party | null = null;
  to: string | null = null;
  status: CallStatus = "ringing";
  endTime: number | null = null;
  readonly callerLeg: Leg = { callUuid: randomUUID(), answerTime: null };
  /** Created when the other side rings. */
  calledLeg: Leg | null = null;
  /** The interaction as the session shows it. Null if the session shows none. */
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

  /** Whether the session still exists. */
  get hasSession(): boolean {
    return this.session !== null && this.parts.sessions.get(this.session.session_uuid) === this.session;
  }

  addStep(time: number, step: CallStep["step"], more: Omit<CallStep, "time" | "step"> = {}): void {
    this.#steps.push({ time: new Date(time).toISOString(), step, ...more });
    this.parts.changes.notify("calls");
  }

  /** Adds a step if there is a URL to play. */
  play(time: number, party: CallStep["party"], url: string | null): void {
    if (url !== null && party !== undefined) this.addStep(time, "play", { party, url });
  }

  /** Runs an action this many seconds after `time`, unless the call has ended by then. */
  schedule(time: number, seconds: number, action: (time: number) => void): void {
    if (seconds === 0) action(time);
    else this.#scheduled.push(this.parts.timers.at(time + seconds * 1000, action));
  }

  cancelScheduled(): void {
    for (const cancel of this.#scheduled) cancel();
    this.#scheduled = [];
  }

  /** The caller's input at the next prompt. Undefined: none. */
  nextPin(): string | undefined {
    return this.#pins.shift();
  }

  /** Sends an event of this call to the session's URL, if the session still exists and has one. */
  sendSessionEvent(time: number, event: SessionEvent, more: SessionAttributes = {}): void {
    if (this.session === null || !this.hasSession) return;
    this.parts.callbacks.sessionEvent(this.session, event, time, { ...this.numbers(), ...more });
  }

  /** The numbers of both sides. */
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
