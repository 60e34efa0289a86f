/** What a run asks beside what it always asks. */
export interface ProbeSettings {
  readonly rateLimit: boolean;
  readonly defaultExpiry: boolean;
  /** The auth ID of a subaccount. */
  readonly subaccount: string | undefined;
}
