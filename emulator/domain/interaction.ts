/** An interaction (a call between the parties) under its wire names. Members that do not apply are absent. */
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
