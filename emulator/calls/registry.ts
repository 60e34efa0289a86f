import type { Session } from "../domain/session";
import { callFirstParty } from "./connect";
import type { CallParts } from "./dependencies";
import { endCall, hangUp } from "./end";
import { hideInteraction } from "./interaction";
import { LiveCall, type CallBeginning, type CallRegistry } from "./live-call";
import { readCall, readHangUp, readPlan } from "./read-call";
import { receiveCall } from "./receive";
import {
  CallError,
  type CallControl,
  type CallPlan,
  type CallRecord,
  type CallRequest,
  type CallSide,
} from "./types";

/** The maximum number of ended calls that are stored, and of calls in progress. */
export const maxCalls = 1000;

/** An emulator's calls: those in progress and the latest ended ones. */
export class Calls implements CallControl, CallRegistry {
  readonly #parts: CallParts;
  readonly #calls = new Map<string, LiveCall>();
  readonly #live = new Set<LiveCall>();
  #plan = readPlan({});

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  place(request: CallRequest): CallRecord {
    const { authId, virtualNumber, from, ...course } = readCall(request);
    if (this.#live.size >= maxCalls) throw new CallError(`${maxCalls} calls are in progress already`);
    const account = authId ?? this.#parts.account.authId;
    if (!this.#parts.accounts.some((one) => one.authId === account)) {
      throw new CallError("authId should be an account of the emulator");
    }
    const beginning = {
      direction: "inbound",
      authId: account,
      virtualNumber,
      from,
      course: { ...this.#plan, ...course },
    } as const;
    return this.#start(beginning, this.#parts.clock.now(), receiveCall).show();
  }

  /** Starts the call of a session that was created with initiate_call_to_first_party. */
  initiate(session: Session): void {
    const { first_party: from, auth_id: authId, virtual_number: virtualNumber } = session;
    if (from === null || this.#live.size >= maxCalls) return;
    const course = { ...this.#plan, pins: [] };
    const beginning = { direction: "initiated", authId, virtualNumber, from, course } as const;
    this.#start(beginning, this.#parts.clock.now(), (call, time) => {
      callFirstParty(call, time, session);
    });
  }

  all({ sessionUuid }: { sessionUuid?: string } = {}): CallRecord[] {
    const calls = [...this.#calls.values()];
    const chosen =
      sessionUuid === undefined
        ? calls
        : calls.filter(({ session }) => session?.session_uuid === sessionUuid);
    return chosen.map((call) => call.show());
  }

  get(callUuid: string): CallRecord | undefined {
    return this.#calls.get(callUuid)?.show();
  }

  hangUp(callUuid: string, by?: CallSide): CallRecord {
    const call = this.#calls.get(callUuid);
    if (!call) throw new CallError("there is no call with this callUuid");
    hangUp(call, this.#parts.clock.now(), readHangUp({ by }));
    return call.show();
  }

  plan(): Required<CallPlan> {
    return { ...this.#plan };
  }

  setPlan(plan: CallPlan): void {
    this.#plan = readPlan(plan);
  }

  /** Whether a session has a call in progress, other than `apartFrom`. */
  isBusy(session: Session, apartFrom?: LiveCall): boolean {
    return [...this.#live].some(
      (call) => call !== apartFrom && call.session === session && call.calledLeg !== null,
    );
  }

  /** Ends the calls of a session that was expired by request or removed. */
  endCallsOf(session: Session): void {
    for (const call of [...this.#live].filter((one) => one.session === session)) {
      endCall(call, this.#parts.clock.now(), { by: "plivo", status: "failed", reason: "session ended" });
    }
  }

  /** Drops the oldest ended call if there are too many. */
  onCallEnd(call: LiveCall): void {
    this.#live.delete(call);
    const ended = this.#calls.size - this.#live.size;
    if (ended <= maxCalls) return;
    const oldest = [...this.#calls.values()].find((one) => one.endTime !== null && one !== call);
    if (oldest) this.#calls.delete(oldest.callUuid);
  }

  /** Clears calls and plan. Sessions with a call in progress become active. */
  clear(): void {
    const { sessions } = this.#parts;
    for (const call of this.#live) {
      call.cancelScheduled();
      hideInteraction(call);
      if (call.session !== null && call.hasSession && call.calledLeg !== null) {
        sessions.change(call.session, { live_status: null });
      }
    }
    this.#live.clear();
    this.#calls.clear();
    this.#plan = readPlan({});
    this.#parts.changes.notify("calls");
  }

  #start(beginning: CallBeginning, time: number, play: (call: LiveCall, time: number) => void): LiveCall {
    const call = new LiveCall(this.#parts, this, beginning, time);
    this.#calls.set(call.callUuid, call);
    this.#live.add(call);
    play(call, time);
    return call;
  }
}
