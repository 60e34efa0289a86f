/** One interaction (a call between the parties), under its wire names; parts that don't apply are absent. */
export interface WireInteraction {
  start_time: string;
  end_time: string;
  type: string;
  first_party_resource_url?: string | null;
  second_party_resource_url?: string | null;
  recording_resource_url?: string | null;
  total_call_amount?: number;
  call_billed_duration?: number;
  total_call_count: number;
  duration: number;
}

/**
 * A session as the emulator keeps it: everything the API knows of it, shown in answers or not.
 * Wire names; times are milliseconds since the epoch; numbers have no "+"; null is unset.
 */
export interface Session {
  session_uuid: string;
  /** The account that owns it. */
  auth_id: string;
  /** Order of creation among all sessions. */
  sequence: number;

  first_party: string | null;
  second_party: string | null;
  virtual_number: string;
  /** What `status` says while the session lives; null is "active". */
  live_status: string | null;

  geomatch: boolean;
  subaccount: string | null;
  session_expiry: number;
  call_time_limit: number;
  ring_timeout: number;
  initiate_call_to_first_party: boolean;
  callback_url: string | null;
  callback_method: string;
  record: boolean;
  record_file_format: string;
  recording_callback_url: string | null;
  recording_callback_method: string;
  first_party_play_url: string | null;
  second_party_play_url: string | null;
  is_pin_authentication_required: boolean;
  generate_pin: boolean | null;
  generate_pin_length: number | null;
  first_party_pin: string | null;
  second_party_pin: string | null;
  pin_prompt_play: string | null;
  pin_retry: number | null;
  pin_retry_wait: number | null;
  incorrect_pin_play: string | null;
  unknown_caller_play: string | null;
  force_pin_authentication: boolean | null;
  create_session_with_single_party: boolean | null;
  virtual_number_cooloff_period: number | null;

  created_time: number;
  modified_time: number;
  expiry_time: number;
  last_interaction_time: number | null;
  /** Seconds from created_time to expiry_time. */
  duration: number;

  amount: number;
  total_call_amount: number;
  total_call_count: number;
  total_call_billed_duration: number;
  total_session_amount: number;
  interaction: WireInteraction[] | null;

  /** In a session with a single party: who was connected to it last; null before that. */
  last_caller: string | null;
  /** The SequenceNumber of its latest callback; 0 before the first. */
  callback_sequence: number;
}

/** Whether the session's lifetime has passed. Worked out from the stored times at each look, never by a timer. */
export function isExpired(session: Session, now: number): boolean {
  return now >= session.expiry_time;
}

/** `active`, `in-progress` or `expired` at this time. */
export function statusAt(session: Session, now: number): string {
  return isExpired(session, now) ? "expired" : (session.live_status ?? "active");
}

/** Seconds from the session's creation to its expiry. */
export function lifetime(session: Pick<Session, "created_time" | "expiry_time">): number {
  return Math.floor((session.expiry_time - session.created_time) / 1000);
}
