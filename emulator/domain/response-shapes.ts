import { formatTimestamp } from "../common/timestamps";
import { statusAt, type Session } from "./session";
import type { Switches } from "./switches";

/**
 * The shapes in which the vendor's answers are known:
 * "document": the keys of the document's examples; the play URLs and most PIN keys are missing.
 * "full": all 40 keys; unset texts are "", PIN settings are null without PIN authentication (SDK fixtures of 2024).
 * "nulls": all 40 keys; everything unset is null.
 */
export type Shape = "document" | "full" | "nulls";

export const SHAPES: readonly Shape[] = ["document", "full", "nulls"];

/** What no answer shows. */
type Hidden =
  | "auth_id"
  | "sequence"
  | "live_status"
  | "geomatch"
  | "subaccount"
  | "session_expiry"
  | "last_caller"
  | "callback_sequence";

type Times = "created_time" | "modified_time" | "expiry_time";

/** A session with all 40 keys known of the API's answers. Times are `YYYY-MM-DD HH:MM:SS +0000 UTC`. */
export type WireSession = Omit<Session, Hidden | Times | "last_interaction_time"> &
  Record<Times | "status", string> & { last_interaction_time: string | null };

const DOCUMENT_KEYS: readonly (keyof WireSession)[] = [
  "first_party",
  "second_party",
  "virtual_number",
  "status",
  "initiate_call_to_first_party",
  "session_uuid",
  "callback_url",
  "callback_method",
  "created_time",
  "modified_time",
  "expiry_time",
  "duration",
  "amount",
  "call_time_limit",
  "ring_timeout",
  "record",
  "record_file_format",
  "recording_callback_url",
  "recording_callback_method",
  "interaction",
  "total_call_amount",
  "total_call_count",
  "total_call_billed_duration",
  "total_session_amount",
  "last_interaction_time",
];

/** What the document's example of a session with PINs shows beyond that. */
const DOCUMENT_PIN_KEYS: readonly (keyof WireSession)[] = [
  "first_party_pin",
  "second_party_pin",
  "is_pin_authentication_required",
  "generate_pin",
  "generate_pin_length",
];

/** The session with all 40 keys, unset ones null. */
function nullsSession(session: Session, now: number): WireSession {
  return {
    first_party: session.first_party,
    second_party: session.second_party,
    virtual_number: session.virtual_number,
    status: statusAt(session, now),
    initiate_call_to_first_party: session.initiate_call_to_first_party,
    session_uuid: session.session_uuid,
    callback_url: session.callback_url,
    callback_method: session.callback_method,
    created_time: formatTimestamp(session.created_time),
    modified_time: formatTimestamp(session.modified_time),
    expiry_time: formatTimestamp(session.expiry_time),
    duration: session.duration,
    amount: session.amount,
    call_time_limit: session.call_time_limit,
    ring_timeout: session.ring_timeout,
    record: session.record,
    record_file_format: session.record_file_format,
    recording_callback_url: session.recording_callback_url,
    recording_callback_method: session.recording_callback_method,
    interaction: session.interaction,
    total_call_amount: session.total_call_amount,
    total_call_count: session.total_call_count,
    total_call_billed_duration: session.total_call_billed_duration,
    total_session_amount: session.total_session_amount,
    last_interaction_time:
      session.last_interaction_time === null ? null : formatTimestamp(session.last_interaction_time),
    first_party_play_url: session.first_party_play_url,
    second_party_play_url: session.second_party_play_url,
    is_pin_authentication_required: session.is_pin_authentication_required,
    generate_pin: session.generate_pin,
    generate_pin_length: session.generate_pin_length,
    first_party_pin: session.first_party_pin,
    second_party_pin: session.second_party_pin,
    pin_prompt_play: session.pin_prompt_play,
    pin_retry: session.pin_retry,
    pin_retry_wait: session.pin_retry_wait,
    incorrect_pin_play: session.incorrect_pin_play,
    unknown_caller_play: session.unknown_caller_play,
    create_session_with_single_party: session.create_session_with_single_party,
    virtual_number_cooloff_period: session.virtual_number_cooloff_period,
    force_pin_authentication: session.force_pin_authentication,
  };
}

/** The session with all 40 keys as the vendor's fixtures show them. */
export function fullSession(session: Session, now: number): WireSession {
  const wire = nullsSession(session, now);
  const textOfPin = (text: string | null) => (session.is_pin_authentication_required ? (text ?? "") : text);
  return {
    ...wire,
    first_party: wire.first_party ?? "",
    second_party: wire.second_party ?? "",
    callback_url: wire.callback_url ?? "",
    recording_callback_url: wire.recording_callback_url ?? "",
    last_interaction_time: wire.last_interaction_time ?? "",
    first_party_play_url: wire.first_party_play_url ?? "",
    second_party_play_url: wire.second_party_play_url ?? "",
    first_party_pin: textOfPin(wire.first_party_pin),
    second_party_pin: textOfPin(wire.second_party_pin),
    incorrect_pin_play: textOfPin(wire.incorrect_pin_play),
    unknown_caller_play: wire.unknown_caller_play ?? "",
    create_session_with_single_party: wire.create_session_with_single_party ?? false,
    virtual_number_cooloff_period: wire.virtual_number_cooloff_period ?? 0,
    force_pin_authentication: wire.force_pin_authentication ?? false,
  };
}

function documentSession(session: Session, now: number): Partial<WireSession> {
  const wire = fullSession(session, now);
  const keys = session.is_pin_authentication_required
    ? [...DOCUMENT_KEYS, ...DOCUMENT_PIN_KEYS]
    : DOCUMENT_KEYS;
  return Object.fromEntries(keys.map((key) => [key, wire[key]]));
}

const AMOUNTS = ["amount", "total_call_amount", "total_session_amount"];

/** Amounts as texts with five decimals, in interactions too. */
function withTextAmounts(members: object): Record<string, unknown> {
  const entries = Object.entries(members).map(([name, value]: [string, unknown]) => {
    if (AMOUNTS.includes(name)) return [name, Number(value).toFixed(5)] as const;
    if (name !== "interaction" || !Array.isArray(value)) return [name, value] as const;
    return [name, value.map((one: object) => withTextAmounts(one))] as const;
  });
  return Object.fromEntries(entries);
}

/** How responses show sessions. */
export interface ResponseForm {
  readonly shape: Shape;
  readonly switches: Pick<Switches, "amounts">;
}

/** The session as a response shows it at this time. */
export function wireSession(
  session: Session,
  now: number,
  { shape, switches }: ResponseForm,
): Record<string, unknown> {
  const shapes = { document: documentSession, full: fullSession, nulls: nullsSession };
  const wire = shapes[shape](session, now);
  return switches.amounts === "text" ? withTextAmounts(wire) : { ...wire };
}

/** A row of the list: the keys sorted, with the resource's path. */
export function wireListRow(session: Session, now: number, form: ResponseForm): Record<string, unknown> {
  const row: Record<string, unknown> = {
    ...wireSession(session, now, form),
    resource_uri: `/v1/Account/${session.auth_id}/Masking/Session/${session.session_uuid}/`,
  };
  const keys = Object.keys(row).sort();
  return Object.fromEntries(keys.map((key) => [key, row[key]]));
}
