/** The vendor's document, "Update a Session", in camelCase. Durations are seconds. */
export interface UpdateSessionRequest {
  firstParty?: string;
  secondParty?: string;
  sessionExpiry?: number;
  callTimeLimit?: number;
  ringTimeout?: number;
  callbackUrl?: string;
  callbackMethod?: "GET" | "POST";
  record?: boolean;
  recordingCallbackUrl?: string;
  recordFileFormat?: "mp3" | "wav";
  recordingCallbackMethod?: "GET" | "POST";
  firstPartyPlayUrl?: string;
  secondPartyPlayUrl?: string;
}

/** The vendor's document, "Create a Session", in camelCase. Durations are seconds. */
export interface CreateSessionRequest extends UpdateSessionRequest {
  geomatch?: boolean;
  subaccount?: string;
  initiateCallToFirstParty?: boolean;
  isPinAuthenticationRequired?: boolean;
  generatePin?: boolean;
  generatePinLength?: number;
  firstPartyPin?: string;
  secondPartyPin?: string;
  pinPromptPlay?: string;
  pinRetry?: number;
  pinRetryWait?: number;
  incorrectPinPlay?: string;
  unknownCallerPlay?: string;
  forcePinAuthentication?: boolean;
  createSessionWithSingleParty?: boolean;
  virtualNumberCooloffPeriod?: number;
}

type Variants<Name extends string, Value> = Partial<
  Record<Name | `${Name}${"Gt" | "Gte" | "Lt" | "Lte"}`, Value>
>;

/**
 * The vendor's document, "List All Sessions", in camelCase, and `subaccount`, which its SDKs know. Times are
 * ISO 8601 or, in UTC, `YYYY-MM-DD HH:MM[:ss[.uuuuuu]]`; without one, the last 7 days are listed, and at most 30.
 */
export interface ListFilters
  extends Variants<"createdTime", string>, Variants<"expiryTime", string>, Variants<"duration", number> {
  firstParty?: string;
  secondParty?: string;
  virtualNumber?: string;
  subaccount?: string;
  /** Default: all. */
  status?: "active" | "expired" | "all";
  /** Sessions in a page: 1 to 20. Default: 20. */
  limit?: number;
  /** Sessions to pass over. Default: 0. */
  offset?: number;
}
