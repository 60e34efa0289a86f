import type { WireInteraction } from "../session";
import type { Shape } from "../wire/shape";
import { formatTimestamp, wholeSecond } from "../wire/timestamps";
import { sum, type Bill } from "./billing";
import type { LiveCall, Leg } from "./live-call";
import { recordingUrl } from "./recording";

function legUrl(call: LiveCall, leg: Leg | null): string | null {
  if (leg === null) return null;
  return `${call.parts.endpoint}/v1/Account/${call.beginning.authId}/Call/${leg.callUuid}`;
}

function urls(
  call: LiveCall,
): Pick<WireInteraction, "first_party_resource_url" | "second_party_resource_url"> {
  const [caller, called] = [legUrl(call, call.callerLeg), legUrl(call, call.calledLeg)];
  return call.caller === "secondParty"
    ? { first_party_resource_url: called, second_party_resource_url: caller }
    : { first_party_resource_url: caller, second_party_resource_url: called };
}

/** Leaves out what the vendor's fixtures leave out: URLs that there are none of, and what is 0 of the costs. */
function withoutEmpty(interaction: WireInteraction): WireInteraction {
  const { total_call_count, duration, ...rest } = interaction;
  const kept = Object.entries(rest).filter(([, value]) => value !== null && value !== 0);
  return { ...(Object.fromEntries(kept) as typeof rest), total_call_count, duration };
}

function countLegs(call: LiveCall): number {
  return call.calledLeg === null ? 1 : 2;
}

function interactionOf(call: LiveCall, time: number, bill: Bill, shape: Shape): WireInteraction {
  const interaction: WireInteraction = {
    start_time: formatTimestamp(call.begun),
    end_time: formatTimestamp(time),
    ...urls(call),
    recording_resource_url: call.recording && recordingUrl(call, call.recording.uuid),
    type: "call",
    total_call_amount: bill.amount,
    call_billed_duration: bill.billedDuration,
    total_call_count: countLegs(call),
    duration: bill.duration,
  };
  return shape === "full" ? withoutEmpty(interaction) : interaction;
}

/** Adds a call that has just ended to its session's interactions and sums. */
export function recordInteraction(call: LiveCall, time: number, bill: Bill): void {
  const { session, parts } = call;
  if (session === null) return;
  parts.sessions.change(session, {
    interaction: [...(session.interaction ?? []), interactionOf(call, time, bill, parts.shape)],
    last_interaction_time: wholeSecond(time),
    total_call_count: session.total_call_count + countLegs(call),
    total_call_billed_duration: session.total_call_billed_duration + bill.billedDuration,
    total_call_amount: sum(session.total_call_amount, bill.amount),
    total_session_amount: sum(session.total_session_amount, bill.amount),
    live_status: call.keeper.isBusy(session, call) ? "in-progress" : null,
  });
}
