import type * as pulumi from "@pulumi/pulumi";

/**
 * The arguments of a masking session: those of the create call in Plivo's document "Session API", in camelCase and with its
 * units, then this provider's own. What is not set is neither sent nor compared.
 */
export interface MaskingSessionArgs {
  /**
   * The real phone number of the first party, with "+" and country code. It is stored and sent in its E.164 form: blanks, dashes, dots,
   * parentheses and invisible characters are dropped, and so is the zero of national dialling: "+44 (0)20 7946 0018" is
   * +442079460018. Secret. Required unless `createSessionWithSingleParty` is true.
   *
   * A preview refuses a number that is not possible in its country. One wrong digit can still be a possible number.
   *
   * A change replaces the session; with `createSessionWithSingleParty` it is updated in place.
   */
  firstParty?: pulumi.Input<string | undefined>;
  /** The real phone number of the second party; as `firstParty`, and different from it. Secret. */
  secondParty?: pulumi.Input<string | undefined>;
  /** Whether the virtual number must be of the first party's country. Default: true. A change replaces the session. */
  geomatch?: pulumi.Input<boolean | undefined>;
  /** The auth ID of the subaccount for which the session is made. A change replaces the session. */
  subaccount?: pulumi.Input<string | undefined>;
  /**
   * Seconds from now until the session ends. Plivo's document names 3600 as default, its servers have answered 1800.
   *
   * Updated in place, which restarts the session's clock. Removed, it is no longer managed.
   */
  sessionExpiry?: pulumi.Input<number | undefined>;
  /**
   * Seconds after which a call is disconnected, on all its legs. Plivo's document names 3600 as default, its servers have
   * answered 14400. Updated in place. Removed, it is no longer managed.
   */
  callTimeLimit?: pulumi.Input<number | undefined>;
  /**
   * Seconds after which ringing stops. Plivo's document names 120 as default, its servers have answered 45. Updated in
   * place. Removed, it is no longer managed.
   */
  ringTimeout?: pulumi.Input<number | undefined>;
  /**
   * Whether Plivo calls the first party at once, and bridges to the second. Default: false. Needs an explicit `onExpiry`,
   * since making the session anew rings that phone again. A change replaces the session.
   */
  initiateCallToFirstParty?: pulumi.Input<boolean | undefined>;
  /** The http(s) URL that receives the session's events. Updated in place. Removed, it is cleared. */
  callbackUrl?: pulumi.Input<string | undefined>;
  /** The HTTP method for `callbackUrl`. Default: POST. Updated in place. Removed, it is POST again. */
  callbackMethod?: pulumi.Input<"GET" | "POST" | undefined>;
  /**
   * Whether calls are recorded, from when both parties have answered. Default: false. Updated in place. Removed, recording
   * stops.
   */
  record?: pulumi.Input<boolean | undefined>;
  /** The http(s) URL to which recordings are sent. Updated in place. Removed, it is cleared. */
  recordingCallbackUrl?: pulumi.Input<string | undefined>;
  /** The audio format of recordings. Default: mp3. Updated in place. Removed, it is mp3 again. */
  recordFileFormat?: pulumi.Input<"mp3" | "wav" | undefined>;
  /** The HTTP method for `recordingCallbackUrl`. Default: POST. Updated in place. Removed, it is POST again. */
  recordingCallbackMethod?: pulumi.Input<"GET" | "POST" | undefined>;
  /**
   * The http(s) URL of an .mp3 or .wav file that the first party hears before being connected. Updated in place. Removed, it is
   * cleared.
   */
  firstPartyPlayUrl?: pulumi.Input<string | undefined>;
  /**
   * The http(s) URL of an .mp3 or .wav file that the second party hears before being connected. Updated in place. Removed,
   * it is cleared.
   */
  secondPartyPlayUrl?: pulumi.Input<string | undefined>;
  /**
   * Whether a caller from an unknown number must enter a PIN. Default: false. Needs `pinPromptPlay`, and either `generatePin`
   * or both PINs (one with `createSessionWithSingleParty`). A change replaces the session.
   */
  isPinAuthenticationRequired?: pulumi.Input<boolean | undefined>;
  /**
   * Whether Plivo makes the PINs, which are then the outputs `firstPartyPin` and `secondPartyPin`. Default: false. Only with
   * `isPinAuthenticationRequired`. A change replaces the session.
   */
  generatePin?: pulumi.Input<boolean | undefined>;
  /** Digits of the PINs that Plivo makes: 4 to 15. Default: 4. A change replaces the session. */
  generatePinLength?: pulumi.Input<number | undefined>;
  /**
   * The first party's PIN: 4 to 15 digits. Secret. Only with `isPinAuthenticationRequired`, not with `generatePin`. A change
   * replaces the session.
   */
  firstPartyPin?: pulumi.Input<string | undefined>;
  /** The second party's PIN: 4 to 15 digits, different from the first party's. Secret. A change replaces the session. */
  secondPartyPin?: pulumi.Input<string | undefined>;
  /**
   * The http(s) URL of the .mp3 or .wav file that asks for the PIN. Required with `isPinAuthenticationRequired`. A change replaces
   * the session.
   */
  pinPromptPlay?: pulumi.Input<string | undefined>;
  /** How often a caller may enter the PIN again: 0 to 5. Default: 1. A change replaces the session. */
  pinRetry?: pulumi.Input<number | undefined>;
  /** Seconds to wait before the PIN is asked for again: 5 to 10. Default: 5. A change replaces the session. */
  pinRetryWait?: pulumi.Input<number | undefined>;
  /** The http(s) URL of the .mp3 or .wav file played after a wrong PIN. A change replaces the session. */
  incorrectPinPlay?: pulumi.Input<string | undefined>;
  /** The http(s) URL of the .mp3 or .wav file played to a caller from an unknown number. A change replaces the session. */
  unknownCallerPlay?: pulumi.Input<string | undefined>;
  /**
   * Whether the parties' own numbers must enter the PIN too. Default: false. Only with `isPinAuthenticationRequired`. A change
   * replaces the session.
   */
  forcePinAuthentication?: pulumi.Input<boolean | undefined>;
  /**
   * Whether the session may be made with one party; the other is set by a later update. Default: false. A change replaces the
   * session.
   */
  createSessionWithSingleParty?: pulumi.Input<boolean | undefined>;
  /**
   * Seconds after the session's end during which its virtual number serves no other session: 0 to 3600. Default: 0. A change
   * replaces the session.
   */
  virtualNumberCooloffPeriod?: pulumi.Input<number | undefined>;
  /**
   * What a preview or update does about a session that has expired: make a new one (`recreate`), leave it as it is (`ignore`; a
   * changed argument then replaces it), or stop (`fail`). Default: `recreate`. An argument of this provider: never sent.
   */
  onExpiry?: pulumi.Input<"recreate" | "ignore" | "fail" | undefined>;
  /**
   * Seconds before the session's end from which on a `pulumi up` extends it, in place, by `sessionExpiry`. Needs `sessionExpiry`, and
   * must be smaller. Default: never extended. An argument of this provider: never sent.
   */
  renewBefore?: pulumi.Input<number | undefined>;
  /**
   * Seconds for which destroying or replacing the session waits at most for a call over it to end. Default: 0, a call is cut. A change
   * counts from the next `pulumi up` on. An argument of this provider: never sent.
   */
  drainTimeout?: pulumi.Input<number | undefined>;
  /**
   * The UUID of a live session made elsewhere, which making the resource takes over instead of making one; Pulumi's own import does
   * not work with dynamic providers. The session must have what the program declares and Plivo cannot change; the rest is updated,
   * but not its end. Where it has expired, `onExpiry: "recreate"` makes a new one. Removing it later changes nothing; another UUID
   * replaces the session. An argument of this provider: never sent.
   */
  adoptSessionUuid?: pulumi.Input<string | undefined>;
  /**
   * What making the session does where a live one is already there that is what this resource declares, and that no resource
   * of the run has: make another (`create`), take it over (`adopt`), or stop (`fail`). Default: the stack's `plivo:ifExists`, else
   * `create`. PLIVO_IF_EXISTS in the environment wins over both: `PLIVO_IF_EXISTS=adopt pulumi up` is the way out after a killed
   * run. An argument of this provider: never sent.
   */
  ifExists?: pulumi.Input<"create" | "adopt" | "fail" | undefined>;
  /**
   * Which configured account owns the session: `support` reads PLIVO_SUPPORT_AUTH_ID and PLIVO_SUPPORT_AUTH_TOKEN, or the entry
   * `support` of the stack's `plivo:accounts`. Default: the account of PLIVO_AUTH_ID. An argument of this provider: never sent. A
   * change replaces the session.
   */
  account?: pulumi.Input<string | undefined>;
}
