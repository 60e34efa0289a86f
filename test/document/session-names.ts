/*
 * Names in the vendor's document "Session API", as it writes them: facts, without its text. Each list has the
 * order of the document. A name that the code does not know fails test/unit/client/document-names.test.ts.
 */

/** A name of the document in camelCase: `session_uuid` -> `sessionUuid`. */
export function camelName(name: string): string {
  return name.replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** "The Session Object". */
// prettier-ignore
export const sessionAttributes = [
  "session_uuid", "first_party", "second_party", "virtual_number", "status", "session_expiry",
  "call_time_limit", "ring_timeout", "initiate_call_to_first_party", "record", "record_file_format",
  "recording_callback_url", "recording_callback_method", "callback_url", "callback_method",
  "first_party_play_url", "second_party_play_url", "is_pin_authentication_required", "generate_pin",
  "generate_pin_length", "first_party_pin", "second_party_pin", "created_time", "modified_time",
  "expiry_time", "last_interaction_time", "duration", "amount", "total_call_count", "total_call_amount",
  "total_call_billed_duration", "total_session_amount", "interaction",
] as const;

/** "The Interaction Object". */
// prettier-ignore
export const interactionAttributes = [
  "first_party_resource_url", "second_party_resource_url", "recording_resource_url",
] as const;

/** "Create a Session". */
// prettier-ignore
export const createParameters = [
  "first_party", "second_party", "geomatch", "subaccount", "session_expiry", "call_time_limit",
  "ring_timeout", "initiate_call_to_first_party", "callback_url", "callback_method", "record",
  "recording_callback_url", "record_file_format", "recording_callback_method", "first_party_play_url",
  "second_party_play_url", "is_pin_authentication_required", "generate_pin", "generate_pin_length",
  "first_party_pin", "second_party_pin", "pin_prompt_play", "pin_retry", "pin_retry_wait",
  "incorrect_pin_play", "unknown_caller_play", "force_pin_authentication",
  "create_session_with_single_party", "virtual_number_cooloff_period",
] as const;

/** "Update a Session". */
// prettier-ignore
export const updateParameters = [
  "session_expiry", "call_time_limit", "ring_timeout", "callback_url", "callback_method", "record",
  "recording_callback_url", "record_file_format", "recording_callback_method", "first_party_play_url",
  "second_party_play_url", "first_party", "second_party",
] as const;

/** "List All Sessions", with the variants that its text names. */
// prettier-ignore
export const listFilters = [
  "first_party", "second_party", "virtual_number", "status", "created_time", "created_time__gt",
  "created_time__gte", "created_time__lt", "created_time__lte", "expiry_time", "expiry_time__gt",
  "expiry_time__gte", "expiry_time__lt", "expiry_time__lte", "duration", "duration__gt", "duration__gte",
  "duration__lt", "duration__lte", "limit", "offset",
] as const;
