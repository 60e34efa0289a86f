/**
 * One interaction within a session, that is a call between the parties with its two legs: the vendor's document, "The Interaction
 * Object", and what its servers answer beyond that. Null: not reported, or none.
 */
export interface InteractionDetails {
  /** The call of the first party, as a path or URL. Null while only the second party has been called. */
  readonly firstPartyResourceUrl: string | null;
  /** The call of the second party, as a path or URL. Null while only the first party has been called. */
  readonly secondPartyResourceUrl: string | null;
  /** The recording, as a path or URL. Null where one of the parties did not pick up, or nothing was recorded. */
  readonly recordingResourceUrl: string | null;
  /** When the interaction began: ISO 8601, UTC. */
  readonly startTime: string | null;
  /** When it ended: ISO 8601, UTC. */
  readonly endTime: string | null;
  /** The vendor's word, such as `call`. */
  readonly type: string | null;
  /** How the first party's call went, in the vendor's words. */
  readonly firstPartyStatus: string | null;
  /** How the second party's call went, in the vendor's words. */
  readonly secondPartyStatus: string | null;
  /** Seconds. */
  readonly duration: number | null;
  /** Rounded seconds, as billed for all its calls. */
  readonly callBilledDuration: number | null;
  /** Calls in the interaction. */
  readonly totalCallCount: number | null;
  /** What its calls cost: a decimal number as text, in the account's currency. */
  readonly totalCallAmount: string | null;
  /** The auth ID of the account that it belongs to. */
  readonly authId: string | null;
}

/**
 * A session as Plivo reports it: the vendor's document, "The Session Object", and what its servers answer beyond that. Every
 * attribute is there; null: unset, or not reported.
 */
export interface SessionDetails {
  /** The session's UUID. */
  readonly sessionUuid: string;
  /** The first party's real number: E.164 with "+". Personal. */
  readonly firstParty: string | null;
  /** The second party's real number: E.164 with "+". Personal. */
  readonly secondParty: string | null;
  /** The number that either party calls to reach the other: E.164 with "+". */
  readonly virtualNumber: string | null;
  /** `active`, `in-progress` or `expired`. */
  readonly status: string | null;
  /** Seconds for which the session lives. Plivo has reported it as `duration` alone. */
  readonly sessionExpiry: number | null;
  /** Seconds after which a call is disconnected, on all its legs. */
  readonly callTimeLimit: number | null;
  /** Seconds after which ringing stops. */
  readonly ringTimeout: number | null;
  /** Whether Plivo called the first party at once. */
  readonly initiateCallToFirstParty: boolean | null;
  /** The URL that receives the session's events. */
  readonly callbackUrl: string | null;
  /** `GET` or `POST`. */
  readonly callbackMethod: string | null;
  /** Whether calls are recorded. */
  readonly record: boolean | null;
  /** `mp3` or `wav`. */
  readonly recordFileFormat: string | null;
  /** The URL to which recordings are sent. */
  readonly recordingCallbackUrl: string | null;
  /** `GET` or `POST`. */
  readonly recordingCallbackMethod: string | null;
  /** The URL of what the first party hears before being connected. */
  readonly firstPartyPlayUrl: string | null;
  /** The URL of what the second party hears before being connected. */
  readonly secondPartyPlayUrl: string | null;
  /** Whether a caller from an unknown number must enter a PIN. */
  readonly isPinAuthenticationRequired: boolean | null;
  /** Whether Plivo made the PINs. */
  readonly generatePin: boolean | null;
  /** Digits of the PINs that Plivo makes. */
  readonly generatePinLength: number | null;
  /** The first party's PIN. Secret. */
  readonly firstPartyPin: string | null;
  /** The second party's PIN. Secret. */
  readonly secondPartyPin: string | null;
  /** When the session was made: ISO 8601, UTC. */
  readonly createdTime: string | null;
  /** When it was last changed: ISO 8601, UTC. */
  readonly modifiedTime: string | null;
  /** When it ends, or has ended: ISO 8601, UTC. */
  readonly expiryTime: string | null;
  /** When the latest interaction ended: ISO 8601, UTC. Null where there was none. */
  readonly lastInteractionTime: string | null;
  /** Seconds from creation to expiry. */
  readonly duration: number | null;
  /** What making the session cost: a decimal number as text, in the account's currency. */
  readonly amount: string | null;
  /** Calls in the session. */
  readonly totalCallCount: number | null;
  /** What all calls cost: a decimal number as text, in the account's currency. */
  readonly totalCallAmount: string | null;
  /** Rounded seconds, as billed for all calls. */
  readonly totalCallBilledDuration: number | null;
  /** What session and calls cost together: a decimal number as text, in the account's currency. */
  readonly totalSessionAmount: string | null;
  /** The session's interactions. Empty where there was none, which Plivo answers as null. */
  readonly interaction: readonly InteractionDetails[];
  /** The auth ID of the subaccount for which the session was made. Beyond the document. */
  readonly subaccount: string | null;
  /** The URL that asks for the PIN. Beyond the document, like all that follow. */
  readonly pinPromptPlay: string | null;
  /** How often a caller may enter the PIN again. */
  readonly pinRetry: number | null;
  /** Seconds before the PIN is asked for again. */
  readonly pinRetryWait: number | null;
  /** The URL of what is played after a wrong PIN. */
  readonly incorrectPinPlay: string | null;
  /** The URL of what a caller from an unknown number hears. */
  readonly unknownCallerPlay: string | null;
  /** Whether the parties' own numbers must enter the PIN too. */
  readonly forcePinAuthentication: boolean | null;
  /** Whether the session may have one party alone. */
  readonly createSessionWithSingleParty: boolean | null;
  /** Seconds after the end during which the virtual number serves no other session. */
  readonly virtualNumberCooloffPeriod: number | null;
  /** The session's path in the API; only in lists. */
  readonly resourceUri: string | null;
}
