import { randomUUID } from "node:crypto";
import { wholeSecond } from "../common/timestamps";
import { filled, type SentParameters } from "./parameters";
import { refusals } from "./refusals";
import type { Session } from "./session";
import { pinSettings } from "./session-pins";
import type { Switches } from "./switches";
import type { Vendor } from "./vendor";

/** What a create that leaves them out sets. The document's text and its examples disagree. */
export function timeDefaults({
  defaults,
}: Switches): Pick<Session, "session_expiry" | "call_time_limit" | "ring_timeout"> {
  return defaults === "examples"
    ? { session_expiry: 1800, call_time_limit: 14_400, ring_timeout: 45 }
    : { session_expiry: 3600, call_time_limit: 3600, ring_timeout: 120 };
}

function requireParties(sent: SentParameters): void {
  if (sent.create_session_with_single_party) {
    if (!sent.first_party && !sent.second_party) throw refusals.missing("first_party or second_party");
    return;
  }
  if (!sent.first_party) throw refusals.missing("first_party");
  if (!sent.second_party) throw refusals.missing("second_party");
}

function chooseVirtualNumber(vendor: Vendor, authId: string, sent: SentParameters, now: number): string {
  const parties = [sent.first_party, sent.second_party].filter((party) => party !== undefined);
  const sameCountryAs = sent.geomatch === false ? null : (parties[0] ?? null);
  const taken = vendor.sessions.takenNumbers(authId, parties, now);
  const subaccount = sent.subaccount ?? null;
  const fallback = vendor.switches.geomatch === "fallback" ? [{ subaccount, sameCountryAs: null }] : [];
  const [chosen] = [{ subaccount, sameCountryAs }, ...fallback].flatMap((wanted) => {
    const found = vendor.pool.choose(wanted, taken);
    return found === undefined ? [] : [found];
  });
  if (chosen === undefined) throw refusals.poolExhausted();
  return chosen;
}

type CallSettings = Pick<
  Session,
  | "call_time_limit"
  | "ring_timeout"
  | "initiate_call_to_first_party"
  | "callback_url"
  | "callback_method"
  | "record"
  | "record_file_format"
  | "recording_callback_url"
  | "recording_callback_method"
  | "first_party_play_url"
  | "second_party_play_url"
  | "unknown_caller_play"
>;

function callSettings(sent: SentParameters, switches: Switches): CallSettings {
  const { call_time_limit, ring_timeout } = timeDefaults(switches);
  return {
    call_time_limit: sent.call_time_limit ?? call_time_limit,
    ring_timeout: sent.ring_timeout ?? ring_timeout,
    initiate_call_to_first_party: sent.initiate_call_to_first_party ?? false,
    callback_url: filled(sent.callback_url),
    callback_method: sent.callback_method ?? "POST",
    record: sent.record ?? false,
    record_file_format: sent.record_file_format ?? "mp3",
    recording_callback_url: filled(sent.recording_callback_url),
    recording_callback_method: sent.recording_callback_method ?? "POST",
    first_party_play_url: filled(sent.first_party_play_url),
    second_party_play_url: filled(sent.second_party_play_url),
    unknown_caller_play: filled(sent.unknown_caller_play),
  };
}

const NO_USAGE = {
  live_status: null,
  last_interaction_time: null,
  amount: 0,
  total_call_amount: 0,
  total_call_count: 0,
  total_call_billed_duration: 0,
  total_session_amount: 0,
  interaction: null,
  last_caller: null,
  callback_sequence: 0,
} as const;

/** What a session is known by. */
export type SessionIdentity = Pick<Session, "session_uuid" | "auth_id" | "virtual_number">;

/** A session that begins now, as these parameters ask for it; not stored. */
export function newSession(
  vendor: Vendor,
  identity: SessionIdentity,
  sent: SentParameters,
  pins = pinSettings(sent),
): Session {
  const now = wholeSecond(vendor.clock.now());
  const expiry = sent.session_expiry ?? timeDefaults(vendor.switches).session_expiry;
  return {
    ...identity,
    sequence: vendor.sessions.nextSequence(),
    first_party: sent.first_party ?? null,
    second_party: sent.second_party ?? null,
    geomatch: sent.geomatch ?? true,
    subaccount: sent.subaccount ?? null,
    session_expiry: expiry,
    ...callSettings(sent, vendor.switches),
    ...pins,
    create_session_with_single_party: sent.create_session_with_single_party ?? null,
    virtual_number_cooloff_period: sent.virtual_number_cooloff_period ?? null,
    created_time: now,
    modified_time: now,
    expiry_time: now + expiry * 1000,
    duration: expiry,
    ...NO_USAGE,
  };
}

/** Creates and stores a session of this account, or throws the API's refusal. */
export function createSession(vendor: Vendor, authId: string, sent: SentParameters): Session {
  requireParties(sent);
  const pins = pinSettings(sent);
  const now = wholeSecond(vendor.clock.now());
  const identity = {
    session_uuid: randomUUID(),
    auth_id: authId,
    virtual_number: chooseVirtualNumber(vendor, authId, sent, now),
  };
  const { session: amount } = vendor.prices.all();
  const session = {
    ...newSession(vendor, identity, sent, pins),
    amount,
    total_session_amount: amount,
  };
  vendor.sessions.add(session);
  if (session.initiate_call_to_first_party) vendor.calls.initiate(session);
  return session;
}
