import { randomUUID } from "node:crypto";
import { wholeSecond } from "../common/timestamps";
import type { SentParameters } from "./read-parameters";
import { refusals } from "./refusals";
import { isExpired, type Session } from "./session";
import { rowOf, storedNames, type FieldName } from "./session-fields";
import { checkPins, generatedPins } from "./session-pins";
import type { Switches } from "./switches";
import type { Vendor } from "./vendor";

/** The default of a field. The text and the examples of Plivo's document disagree. */
export function defaultOf(name: FieldName, { defaults }: Switches): string | number | boolean | null {
  const row = rowOf(name);
  return (defaults === "text" ? row.defaultByText : undefined) ?? row.default ?? null;
}

function requireParties(sent: SentParameters): void {
  if (sent.create_session_with_single_party) {
    if (!sent.first_party && !sent.second_party) throw refusals.missing("first_party or second_party");
    return;
  }
  if (!sent.first_party) throw refusals.missing("first_party");
  if (!sent.second_party) throw refusals.missing("second_party");
}

/** The live session of exactly these two parties. */
function sessionOfSamePair(
  vendor: Vendor,
  authId: string,
  sent: SentParameters,
  now: number,
): Session | undefined {
  const { first_party: first, second_party: second } = sent;
  if (first === undefined || second === undefined) return undefined;
  return vendor.sessions
    .ofParty(authId, first)
    .find((one) => one.first_party === first && one.second_party === second && !isExpired(one, now));
}

function numberOfSamePair(
  vendor: Vendor,
  authId: string,
  sent: SentParameters,
  now: number,
): string | undefined {
  const { samePair } = vendor.switches;
  const earlier = samePair === "another-number" ? undefined : sessionOfSamePair(vendor, authId, sent, now);
  if (earlier !== undefined && samePair === "refuse") throw refusals.pairTaken();
  return earlier?.virtual_number;
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

/** The fields from the parameters and the defaults. */
function initialFields(sent: SentParameters, switches: Switches): Record<string, unknown> {
  const given: Readonly<Record<string, unknown>> = sent;
  const valueOf = (name: FieldName) => {
    if (rowOf(name).needsPins && !sent.is_pin_authentication_required) return null;
    const value = given[name] ?? defaultOf(name, switches);
    return value === "" ? null : value;
  };
  return Object.fromEntries(storedNames.map((name) => [name, valueOf(name)]));
}

export type SessionIdentity = Pick<Session, "session_uuid" | "auth_id" | "virtual_number">;

/** A session that starts now with these parameters. It is not stored. */
export function newSession(vendor: Vendor, identity: SessionIdentity, sent: SentParameters): Session {
  const now = wholeSecond(vendor.clock.now());
  const fields = initialFields(sent, vendor.switches) as Session;
  return {
    ...fields,
    ...identity,
    sequence: vendor.sessions.nextSequence(),
    created_time: now,
    modified_time: now,
    expiry_time: now + fields.session_expiry * 1000,
    duration: fields.session_expiry,
  };
}

/**
 * Creates and stores a session of this account.
 * @throws ApiError
 */
export function createSession(vendor: Vendor, authId: string, sent: SentParameters): Session {
  requireParties(sent);
  checkPins(sent);
  const now = wholeSecond(vendor.clock.now());
  const identity = {
    session_uuid: randomUUID(),
    auth_id: authId,
    virtual_number:
      numberOfSamePair(vendor, authId, sent, now) ?? chooseVirtualNumber(vendor, authId, sent, now),
  };
  const { session: amount } = vendor.prices.all();
  const session = {
    ...newSession(vendor, identity, sent),
    ...generatedPins(sent),
    amount,
    total_session_amount: amount,
  };
  vendor.sessions.add(session);
  if (session.initiate_call_to_first_party) vendor.calls.initiate(session);
  return session;
}
