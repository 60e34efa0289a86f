import * as pulumi from "@pulumi/pulumi";
import { fieldNames, isFieldName, secretFieldNames, urlFieldNames, type FieldValue } from "./session/fields";
import { identityNames } from "./session/state";

/**
 * The arguments of a masking session: those of the create call in Plivo's document "Session API", in camelCase and with its
 * units, then this provider's own. What is not set is neither sent nor compared.
 */
export interface MaskingSessionArgs {
  /**
   * The real phone number of the first party: "+", country code and number (E.164; blanks, dashes, dots and parentheses are
   * dropped). Secret. Required unless `createSessionWithSingleParty` is true.
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
   * Which configured account owns the session: `support` reads PLIVO_SUPPORT_AUTH_ID and PLIVO_SUPPORT_AUTH_TOKEN, or the entry
   * `support` of the stack's `plivo:accounts`. Default: the account of PLIVO_AUTH_ID. An argument of this provider: never sent. A
   * change replaces the session.
   */
  account?: pulumi.Input<string | undefined>;
}

/**
 * The whole of `__provider`, the text from which Pulumi's host loads the provider: constant, so that no release and no bundler
 * ever shows as a change, and small, since the state holds it twice per resource. Frozen: every state has it.
 */
const providerText = 'exports.handler=()=>require("pulumi-plivo-masking/provider")';

/** Stands in until the transformation below puts `providerText` in its place; Pulumi asks for some provider. */
const placeholder: pulumi.dynamic.ResourceProvider = {
  create: () => Promise.reject(new Error("The text of __provider was not put in place.")),
};

/** Every declared output must be among the properties, or it never becomes one. */
const outputs = Object.fromEntries([...fieldNames, ...identityNames].map((name) => [name, undefined]));

/**
 * One number-masking session of Plivo: two people reach each other over a virtual number that hides their real ones.
 *
 * The session lives, and costs, until it expires or is destroyed. What a change does is said at each argument; which arguments
 * Plivo cannot change in a live session is the list in its document "Session API".
 */
export class MaskingSession extends pulumi.dynamic.Resource {
  /** The auth ID of the account that owns the session. Not secret. */
  declare public readonly authId: pulumi.Output<string>;
  /** The session's UUID; also the resource's id. */
  declare public readonly sessionUuid: pulumi.Output<string>;
  /** The number that either party calls to reach the other: E.164 with "+". Not secret. Plivo may replace an unhealthy one. */
  declare public readonly virtualNumber: pulumi.Output<string | undefined>;
  /** `active`, `in-progress` or `expired`, as last read. */
  declare public readonly status: pulumi.Output<string | undefined>;
  /** When the session was made: ISO 8601, UTC. */
  declare public readonly createdTime: pulumi.Output<string | undefined>;
  /** When the session ends: ISO 8601, UTC. */
  declare public readonly expiryTime: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.firstParty}. */
  declare public readonly firstParty: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.secondParty}. */
  declare public readonly secondParty: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.geomatch}. */
  declare public readonly geomatch: pulumi.Output<boolean | undefined>;
  /** As declared: see {@link MaskingSessionArgs.subaccount}. */
  declare public readonly subaccount: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.sessionExpiry}. */
  declare public readonly sessionExpiry: pulumi.Output<number | undefined>;
  /** As declared: see {@link MaskingSessionArgs.callTimeLimit}. */
  declare public readonly callTimeLimit: pulumi.Output<number | undefined>;
  /** As declared: see {@link MaskingSessionArgs.ringTimeout}. */
  declare public readonly ringTimeout: pulumi.Output<number | undefined>;
  /** As declared: see {@link MaskingSessionArgs.initiateCallToFirstParty}. */
  declare public readonly initiateCallToFirstParty: pulumi.Output<boolean | undefined>;
  /** As declared: see {@link MaskingSessionArgs.callbackUrl}. */
  declare public readonly callbackUrl: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.callbackMethod}. */
  declare public readonly callbackMethod: pulumi.Output<"GET" | "POST" | undefined>;
  /** As declared: see {@link MaskingSessionArgs.record}. */
  declare public readonly record: pulumi.Output<boolean | undefined>;
  /** As declared: see {@link MaskingSessionArgs.recordingCallbackUrl}. */
  declare public readonly recordingCallbackUrl: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.recordFileFormat}. */
  declare public readonly recordFileFormat: pulumi.Output<"mp3" | "wav" | undefined>;
  /** As declared: see {@link MaskingSessionArgs.recordingCallbackMethod}. */
  declare public readonly recordingCallbackMethod: pulumi.Output<"GET" | "POST" | undefined>;
  /** As declared: see {@link MaskingSessionArgs.firstPartyPlayUrl}. */
  declare public readonly firstPartyPlayUrl: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.secondPartyPlayUrl}. */
  declare public readonly secondPartyPlayUrl: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.isPinAuthenticationRequired}. */
  declare public readonly isPinAuthenticationRequired: pulumi.Output<boolean | undefined>;
  /** As declared: see {@link MaskingSessionArgs.generatePin}. */
  declare public readonly generatePin: pulumi.Output<boolean | undefined>;
  /** As declared: see {@link MaskingSessionArgs.generatePinLength}. */
  declare public readonly generatePinLength: pulumi.Output<number | undefined>;
  /** The first party's PIN, given or made by Plivo. Secret. */
  declare public readonly firstPartyPin: pulumi.Output<string | undefined>;
  /** The second party's PIN, given or made by Plivo. Secret. */
  declare public readonly secondPartyPin: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.pinPromptPlay}. */
  declare public readonly pinPromptPlay: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.pinRetry}. */
  declare public readonly pinRetry: pulumi.Output<number | undefined>;
  /** As declared: see {@link MaskingSessionArgs.pinRetryWait}. */
  declare public readonly pinRetryWait: pulumi.Output<number | undefined>;
  /** As declared: see {@link MaskingSessionArgs.incorrectPinPlay}. */
  declare public readonly incorrectPinPlay: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.unknownCallerPlay}. */
  declare public readonly unknownCallerPlay: pulumi.Output<string | undefined>;
  /** As declared: see {@link MaskingSessionArgs.forcePinAuthentication}. */
  declare public readonly forcePinAuthentication: pulumi.Output<boolean | undefined>;
  /** As declared: see {@link MaskingSessionArgs.createSessionWithSingleParty}. */
  declare public readonly createSessionWithSingleParty: pulumi.Output<boolean | undefined>;
  /** As declared: see {@link MaskingSessionArgs.virtualNumberCooloffPeriod}. */
  declare public readonly virtualNumberCooloffPeriod: pulumi.Output<number | undefined>;
  /** As declared: see {@link MaskingSessionArgs.onExpiry}. */
  declare public readonly onExpiry: pulumi.Output<"recreate" | "ignore" | "fail" | undefined>;
  /** As declared: see {@link MaskingSessionArgs.account}. */
  declare public readonly account: pulumi.Output<string | undefined>;

  /**
   * @param name the resource's name in the program: shown in clear everywhere, so put no phone number into it.
   * @param args what the session is to be.
   * @param opts Pulumi's resource options.
   */
  constructor(name: string, args: MaskingSessionArgs, opts: pulumi.CustomResourceOptions = {}) {
    super(
      placeholder,
      name,
      { ...outputs, ...withSecrets(args) },
      pulumi.mergeOptions(opts, ownOptions),
      "plivo",
      "MaskingSession",
    );
  }

  /**
   * Reads a live session that this stack does not own: nothing is created, changed or destroyed.
   *
   * @param name the resource's name in the program.
   * @param id the session's UUID.
   * @param opts Pulumi's resource options.
   * @param account which configured account to ask; see {@link MaskingSessionArgs.account}.
   * @throws (in the deployment) where the account has no such session, or it has expired.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts: pulumi.CustomResourceOptions = {},
    account?: string,
  ): MaskingSession {
    return new MaskingSession(name, account === undefined ? {} : { account }, { ...opts, id });
  }
}

const ownOptions: pulumi.CustomResourceOptions = {
  additionalSecretOutputs: [...secretFieldNames],
  transformations: [
    ({ props, opts }) => ({ props: { ...(props as object), __provider: providerText }, opts }),
  ],
};

function withSecrets(args: MaskingSessionArgs): Record<string, unknown> {
  const entries = Object.entries(args as Readonly<Record<string, pulumi.Input<FieldValue | undefined>>>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value === undefined ? value : protect(name, value)]),
  );
}

/** Numbers and PINs are secret, and so is a URL that carries a user and password. */
function protect(name: string, value: pulumi.Input<FieldValue | undefined>) {
  if (!isFieldName(name)) return value;
  if (secretFieldNames.includes(name)) return pulumi.secret(value);
  if (!urlFieldNames.includes(name)) return value;
  if (typeof value === "string") return protectUrl(value);
  return pulumi.output<FieldValue | undefined>(value).apply(protectUrl);
}

function protectUrl(value: FieldValue | undefined): pulumi.Input<FieldValue | undefined> {
  return typeof value === "string" && hasCredentials(value) ? pulumi.secret(value) : value;
}

function hasCredentials(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.username !== "" || url.password !== "");
}
