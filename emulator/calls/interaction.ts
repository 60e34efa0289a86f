import { formatTimestamp, wholeSecond } from "../common/timestamps";
import type { WireInteraction } from "../domain/interaction";
import { sum } from "../domain/prices";
import type { Session } from "../domain/session";
import type { Bill } from "./billing";
import type { LiveCall, Leg } from "./live-call";
import { recordingUrl } from "./recording";

/** The bill of a call in progress: a call is billed at its end. */
const noBill: Bill = { duration: 0, billedDuration: 0, amount: 0 };

function legUrl(call: LiveCall, leg: Leg | null): string | null {
  if (leg === null) return null;
  return `${call.parts.endpoint}/v1/Account/${call.beginning.authId}/Call/${leg.callUuid}`;
}

/**
 * The legs' URLs by party. An unknown caller is shown as the first party unless his number is the second's.
 */
function urls(
  call: LiveCall,
  session: Session,
): Pick<WireInteraction, "first_party_resource_url" | "second_party_resource_url"> {
  const [caller, called] = [legUrl(call, call.callerLeg), legUrl(call, call.calledLeg)];
  const isSecond =
    call.caller === "secondParty" || (call.caller === null && session.second_party === call.beginning.from);
  return isSecond
    ? { first_party_resource_url: called, second_party_resource_url: caller }
    : { first_party_resource_url: caller, second_party_resource_url: called };
}

/** Omits what Plivo's fixtures omit. */
function withoutEmpty(interaction: WireInteraction, { parts }: LiveCall): WireInteraction {
  const { total_call_count, duration, ...rest } = interaction;
  const isShown = (value: unknown) => {
    if (value === null) return parts.switches.interactionUrls === "null";
    return value !== 0 || parts.shape !== "full";
  };
  const kept = Object.entries(rest).filter(([, value]) => isShown(value));
  return { ...(Object.fromEntries(kept) as typeof rest), total_call_count, duration };
}

function countLegs(call: LiveCall): number {
  return call.calledLeg === null ? 1 : 2;
}

/** The call as an interaction of the session. `ended` is null while the call is in progress. */
function interactionOf(call: LiveCall, session: Session, ended: number | null, bill: Bill): WireInteraction {
  const interaction: WireInteraction = {
    start_time: formatTimestamp(call.startTime),
    end_time: ended === null ? "" : formatTimestamp(ended),
    ...urls(call, session),
    recording_resource_url: call.recording && recordingUrl(call, call.recording.uuid),
    type: "call",
    total_call_amount: bill.amount,
    call_billed_duration: bill.billedDuration,
    total_call_count: countLegs(call),
    duration: bill.duration,
  };
  return withoutEmpty(interaction, call);
}

/**
 * The session's interactions, with this one in the place of the call's earlier one or at the end. Without
 * `interaction`, the earlier one is removed.
 */
function withInteraction(
  call: LiveCall,
  session: Session,
  interaction?: WireInteraction,
): WireInteraction[] | null {
  const all = session.interaction ?? [];
  const shown = call.shown?.interaction;
  const others = all.filter((one) => one !== shown);
  if (interaction === undefined) return others.length === 0 ? null : others;
  const place = shown === undefined ? -1 : all.indexOf(shown);
  return place < 0 ? [...others, interaction] : all.with(place, interaction);
}

/**
 * Removes a call in progress from its session: the PIN identified another session, or all calls are cleared.
 */
export function hideInteraction(call: LiveCall): void {
  const { shown, parts } = call;
  if (shown === null) return;
  if (parts.sessions.get(shown.session.session_uuid) === shown.session) {
    parts.sessions.change(shown.session, { interaction: withInteraction(call, shown.session) });
  }
  call.shown = null;
}

/** Adds or updates a call in progress in its session's interactions. */
export function showInteraction(call: LiveCall): void {
  const { session, parts } = call;
  if (call.shown !== null && call.shown.session !== session) hideInteraction(call);
  if (session === null || !call.hasSession) return;
  const interaction = interactionOf(call, session, null, noBill);
  parts.sessions.change(session, { interaction: withInteraction(call, session, interaction) });
  call.shown = { session, interaction };
}

/** Completes the interaction of a call that has just ended, and adds it to the session's totals. */
export function recordInteraction(call: LiveCall, time: number, bill: Bill): void {
  const { session, parts } = call;
  if (session === null) return;
  parts.sessions.change(session, {
    interaction: withInteraction(call, session, interactionOf(call, session, time, bill)),
    last_interaction_time: wholeSecond(time),
    total_call_count: session.total_call_count + countLegs(call),
    total_call_billed_duration: session.total_call_billed_duration + bill.billedDuration,
    total_call_amount: sum(session.total_call_amount, bill.amount),
    total_session_amount: sum(session.total_session_amount, bill.amount),
    live_status: call.registry.isBusy(session, call) ? "in-progress" : null,
  });
}

/** The interactions without calls in progress, which end with the emulator. */
export function completeInteractions(interactions: WireInteraction[] | null): WireInteraction[] | null {
  const ended = interactions?.filter(({ end_time }) => end_time !== "") ?? [];
  return ended.length === 0 ? null : ended;
}
