import type { SessionAttributes } from "../callbacks/events";
import { amountText, billOf, incrementsOf, totalOf, type Bill } from "./billing";
import { recordInteraction } from "./interaction";
import type { LiveCall } from "./live-call";
import { endRecording } from "./recording";
import { otherParty } from "./routing";
import { CallError, type CallSide, type CallStatus, type Party } from "./types";

/** The end of a call. */
export interface Ending {
  readonly by: "caller" | "called" | "plivo";
  /** The call's final status. A call in progress always becomes "completed". */
  readonly status: CallStatus;
  readonly reason: string;
}

const normal = { PlivoHangupCause: "Normal Hangup", PlivoHangupCauseCode: "4000" };

/** Plivo's names and codes for calls that do not end with a normal hangup. */
const causes: Readonly<Record<string, SessionAttributes>> = {
  canceled: { PlivoHangupCause: "Canceled", PlivoHangupCauseCode: "1000" },
  busy: { PlivoHangupCause: "Busy Line", PlivoHangupCauseCode: "3010" },
  refused: { PlivoHangupCause: "Rejected", PlivoHangupCauseCode: "3020" },
  "no answer": { PlivoHangupCause: "Ring Timeout Reached", PlivoHangupCauseCode: "6000" },
  "session ended": { PlivoHangupCause: "Canceled", PlivoHangupCauseCode: "1000" },
  "time limit": { PlivoHangupCause: "Scheduled Hangup", PlivoHangupCauseCode: "6020" },
};

/** A connected call that ends with its session counts as a normal hangup. */
function causeOf(call: LiveCall, { reason }: Ending): SessionAttributes {
  if (reason === "session ended" && call.status === "completed") return normal;
  return causes[reason] ?? normal;
}

function billAttributes({ amount, billedDuration, duration }: Bill): SessionAttributes {
  return {
    Amount: amountText(amount),
    BilledDuration: String(billedDuration),
    Duration: String(duration),
  };
}

/** The party on a side of the call. Null if it is unknown. */
function partyOn(call: LiveCall, side: "caller" | "called"): Party | null {
  if (call.caller === null) return null;
  return side === "caller" ? call.caller : otherParty(call.caller);
}

function billsOf(call: LiveCall, time: number): { caller: Bill; called: Bill } {
  const prices = call.parts.prices.all();
  const increments = incrementsOf(call.parts.switches);
  return {
    caller: billOf(call.callerLeg.answerTime, time, prices, increments.caller),
    called: billOf(call.calledLeg?.answerTime ?? null, time, prices, increments.called),
  };
}

/** Sends the events of the hangup, the recording's end and the call's end, in this order. */
function sendEndEvents(
  call: LiveCall,
  time: number,
  ending: Ending,
  bills: { caller: Bill; called: Bill },
): void {
  const cause = causeOf(call, ending);
  const party = ending.by === "plivo" ? null : partyOn(call, ending.by);
  if (party !== null && ending.by !== "plivo") {
    const event = party === "firstParty" ? "SessionFirstPartyHangup" : "SessionSecondPartyHangup";
    call.sendSessionEvent(time, event, { ...billAttributes(bills[ending.by]), ...cause });
  }
  endRecording(call, time);
  const total = totalOf([bills.caller, bills.called]);
  call.sendSessionEvent(time, "SessionPartiesHangup", { ...billAttributes(total), ...cause });
}

/** Ends a call that has not ended yet. */
export function endCall(call: LiveCall, time: number, ending: Ending): void {
  if (call.endTime !== null) return;
  call.cancelScheduled();
  call.status = call.status === "in-progress" ? "completed" : ending.status;
  call.endTime = time;
  const party = ending.by === "plivo" ? "plivo" : (partyOn(call, ending.by) ?? "caller");
  call.addStep(time, "hang-up", { party, reason: ending.reason });
  if (call.hasSession && call.shown !== null) {
    const bills = billsOf(call, time);
    recordInteraction(call, time, totalOf([bills.caller, bills.called]));
    sendEndEvents(call, time, ending, bills);
  }
  call.registry.onCallEnd(call);
}

function sideOf(call: LiveCall, by: CallSide): "caller" | "called" {
  if (by === "caller" || by === "called") return by;
  if (call.caller === null) throw new CallError("the caller's party is not known yet: use caller");
  return by === call.caller ? "caller" : "called";
}

/**
 * Ends a call from one side.
 * @throws CallError if the call has ended or has no such side yet.
 */
export function hangUp(call: LiveCall, time: number, by: CallSide): void {
  if (call.endTime !== null) throw new CallError("the call has ended already");
  const side = sideOf(call, by);
  if (side === "called" && call.calledLeg === null) throw new CallError("the other side is not called yet");
  if (call.status === "in-progress") {
    endCall(call, time, { by: side, status: "completed", reason: "normal" });
  } else if (side === "caller") {
    endCall(call, time, { by: side, status: "canceled", reason: "canceled" });
  } else {
    endCall(call, time, { by: "plivo", status: "refused", reason: "refused" });
  }
}
