/** The optional questions of a run. */
export interface ProbeSettings {
  readonly rateLimit: boolean;
  readonly defaultExpiry: boolean;
  /** The auth ID of a subaccount. */
  readonly subaccount: string | undefined;
}
