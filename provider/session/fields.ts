import { integer, oneOf, type ValueOf } from "./kinds";
import { createOnly, providerOnly, party, updatable, type Field } from "./rows";

export type { Effect, Field, FieldValue, Reported } from "./rows";

const httpMethod = oneOf(["GET", "POST"]);

/**
 * The table of arguments: Plivo's in the order of its document, then the provider's own.
 *
 * Editors and the generated pages show these doc comments for arguments, outputs, requests, responses and
 * filters. The first paragraph is shown for all of them, the others only for arguments.
 */
export const fields = {
  /**
   * The first party's real phone number, in E.164 form with "+".
   *
   * Secret. Required unless `createSessionWithSingleParty` is true. Separators and the zero of national
   * dialling are dropped: "+44 (0)20 7946 0018" becomes +442079460018. A preview refuses an impossible
   * number, but cannot detect every wrong digit. A change replaces the session. If it was created with
   * `createSessionWithSingleParty`, a new number updates it in place.
   */
  firstParty: party(),
  /**
   * The second party's real phone number, in E.164 form with "+".
   *
   * Secret. Must differ from `firstParty`, and follows the same rules.
   */
  secondParty: party(),
  /**
   * Whether the virtual number must be from the first party's country.
   *
   * Default: true. A change replaces the session.
   */
  geomatch: createOnly("boolean", { default: true, reported: "never" }),
  /**
   * The auth ID of the subaccount that the session is created for.
   *
   * A change replaces the session.
   */
  // Plivo's SDKs have this filter, although its document does not.
  subaccount: createOnly("text", { reported: "unseen", filter: true }),
  /**
   * The session's lifetime in seconds. So far, Plivo has reported it only as `duration`.
   *
   * Default: Plivo's, 3600 in its document and 1800 on its servers. Updated in place, which restarts its
   * lifetime. Removing it keeps the last value.
   */
  sessionExpiry: updatable(integer(1), { reported: "unseen" }),
  /**
   * The maximum length of a call in seconds. Plivo then disconnects all its legs.
   *
   * Default: Plivo's, 3600 in its document and 14400 on its servers. Updated in place. Removing it keeps the
   * last value.
   */
  callTimeLimit: updatable(integer(1), {}),
  /**
   * The maximum ringing time in seconds.
   *
   * Default: Plivo's, 120 in its document and 45 on its servers. Updated in place. Removing it keeps the last
   * value.
   */
  ringTimeout: updatable(integer(1), {}),
  /**
   * Whether Plivo calls the first party on create, and then connects the second.
   *
   * Default: false. If true, `onExpiry` is required, because creating the session again rings that phone
   * again. A change replaces the session.
   */
  initiateCallToFirstParty: createOnly("boolean", { default: false }),
  /**
   * The http(s) URL that receives the session's events.
   *
   * Updated in place. Removing it clears it.
   */
  callbackUrl: updatable("webUrl", { default: "" }),
  /**
   * The HTTP method for `callbackUrl`: GET or POST.
   *
   * Default: POST. Updated in place. Removing it restores the default.
   */
  callbackMethod: updatable(httpMethod, { default: "POST" }),
  /**
   * Whether Plivo records calls, from when both parties have answered.
   *
   * Default: false. Updated in place. Removing it stops recording.
   */
  record: updatable("boolean", { default: false }),
  /**
   * The http(s) URL that receives the recordings.
   *
   * Updated in place. Removing it clears it.
   */
  recordingCallbackUrl: updatable("webUrl", { default: "" }),
  /**
   * The audio format of recordings: mp3 or wav.
   *
   * Default: mp3. Updated in place. Removing it restores the default.
   */
  recordFileFormat: updatable(oneOf(["mp3", "wav"]), { default: "mp3" }),
  /**
   * The HTTP method for `recordingCallbackUrl`: GET or POST.
   *
   * Default: POST. Updated in place. Removing it restores the default.
   */
  recordingCallbackMethod: updatable(httpMethod, { default: "POST" }),
  /**
   * The http(s) URL of an .mp3 or .wav file that the first party hears before being connected.
   *
   * Updated in place. Removing it clears it.
   */
  firstPartyPlayUrl: updatable("webUrl", { default: "" }),
  /**
   * The http(s) URL of an .mp3 or .wav file that the second party hears before being connected.
   *
   * Updated in place. Removing it clears it.
   */
  secondPartyPlayUrl: updatable("webUrl", { default: "" }),
  /**
   * Whether a caller from an unknown number must enter a PIN.
   *
   * Default: false. Requires `pinPromptPlay`, and either `generatePin` or both PINs (one with
   * `createSessionWithSingleParty`). A change replaces the session.
   */
  isPinAuthenticationRequired: createOnly("boolean", { default: false }),
  /**
   * Whether Plivo generates the PINs.
   *
   * The outputs `firstPartyPin` and `secondPartyPin` then have them. Default: false. Requires
   * `isPinAuthenticationRequired`. A change replaces the session.
   */
  generatePin: createOnly("boolean", { default: false, onlyWithPins: true }),
  /**
   * The number of digits of generated PINs: 4 to 15.
   *
   * Default: 4. A change replaces the session.
   */
  generatePinLength: createOnly(integer(4, 15), { default: 4, onlyWithPins: true }),
  /**
   * The first party's PIN, given or generated: 4 to 15 digits.
   *
   * Secret. Requires `isPinAuthenticationRequired`, and excludes `generatePin`. A change replaces the
   * session.
   */
  firstPartyPin: createOnly("pin", { secret: true, onlyWithPins: true }),
  /**
   * The second party's PIN, given or generated: 4 to 15 digits.
   *
   * Secret. Must differ from `firstPartyPin`, and follows the same rules. A change replaces the session.
   */
  secondPartyPin: createOnly("pin", { secret: true, onlyWithPins: true }),
  /**
   * The http(s) URL of the .mp3 or .wav file that asks for the PIN.
   *
   * Required with `isPinAuthenticationRequired`. A change replaces the session.
   */
  pinPromptPlay: createOnly("audioUrl", { reported: "undocumented", onlyWithPins: true }),
  /**
   * The number of times that a caller may enter the PIN again: 0 to 5.
   *
   * Default: 1. A change replaces the session.
   */
  pinRetry: createOnly(integer(0, 5), { default: 1, reported: "undocumented", onlyWithPins: true }),
  /**
   * The seconds before Plivo asks for the PIN again: 5 to 10.
   *
   * Default: 5. A change replaces the session.
   */
  pinRetryWait: createOnly(integer(5, 10), { default: 5, reported: "undocumented", onlyWithPins: true }),
  /**
   * The http(s) URL of the .mp3 or .wav file that a caller hears after a wrong PIN.
   *
   * A change replaces the session.
   */
  incorrectPinPlay: createOnly("audioUrl", { reported: "undocumented", onlyWithPins: true }),
  /**
   * The http(s) URL of the .mp3 or .wav file that a caller from an unknown number hears.
   *
   * A change replaces the session.
   */
  unknownCallerPlay: createOnly("audioUrl", { reported: "undocumented" }),
  /**
   * Whether the parties must enter the PIN from their own numbers too.
   *
   * Default: false. Requires `isPinAuthenticationRequired`. A change replaces the session.
   */
  forcePinAuthentication: createOnly("boolean", {
    default: false,
    reported: "undocumented",
    onlyWithPins: true,
  }),
  /**
   * Whether the session may be created with one party. A later update can set the other.
   *
   * Default: false. A change replaces the session.
   */
  createSessionWithSingleParty: createOnly("boolean", { default: false, reported: "undocumented" }),
  /**
   * The seconds after the session's end in which its virtual number serves no other session: 0 to 3600.
   *
   * Default: 0. A change replaces the session.
   */
  virtualNumberCooloffPeriod: createOnly(integer(0, 3600), { default: 0, reported: "undocumented" }),
  /**
   * What to do about an expired session: `recreate`, `ignore` or `fail`.
   *
   * `recreate` creates a new session. `ignore` keeps the expired one until a changed argument replaces it.
   * `fail` stops the deployment. Default: `recreate`. Not sent to Plivo.
   */
  onExpiry: providerOnly("keep", oneOf(["recreate", "ignore", "fail"]), { default: "recreate" }),
  /**
   * The remaining life in seconds below which `pulumi up` extends the session.
   *
   * It extends the session in place, by `sessionExpiry`, which is required and must be larger. Default:
   * never. Not sent to Plivo.
   */
  renewBefore: providerOnly("keep", integer(1), {}),
  /**
   * The maximum time in seconds that a delete or replacement waits for a call to end.
   *
   * Default: 0, which cuts the call. A change takes effect at the next `pulumi up`. Not sent to Plivo.
   */
  drainTimeout: providerOnly("keep", integer(0), { default: 0 }),
  /**
   * What to do on create if a live session already matches this resource and belongs to no other resource of
   * the run: `create` another, `adopt` it, or `fail`.
   *
   * Default: the stack's `plivo:ifExists`, else `create`. The environment variable PLIVO_IF_EXISTS wins over
   * both: after a killed run, use `PLIVO_IF_EXISTS=adopt pulumi up`. Not sent to Plivo.
   */
  ifExists: providerOnly("keep", oneOf(["create", "adopt", "fail"]), { default: "create" }),
  /**
   * The UUID of a live session to adopt instead of creating one.
   *
   * It replaces `pulumi import`, which dynamic providers do not support. Arguments that Plivo cannot change
   * must match the session. The others are updated, except `sessionExpiry`. If the session has expired,
   * `onExpiry: "recreate"` creates a new one. A different UUID replaces the session; removing it, or naming
   * the current session, changes nothing. Not sent to Plivo.
   */
  adoptSessionUuid: providerOnly("adopt", "uuid", { dynamicOnly: true }),
  /**
   * The configured account that owns the session.
   *
   * The name `support` reads PLIVO_SUPPORT_AUTH_ID and PLIVO_SUPPORT_AUTH_TOKEN, or the entry `support` of
   * the stack's `plivo:accounts`. Default: the account of PLIVO_AUTH_ID. A change replaces the session. Not
   * sent to Plivo.
   */
  account: providerOnly("replace", "accountName", { dynamicOnly: true }),
} as const satisfies Record<string, Field>;

type Table = typeof fields;

export type FieldName = keyof Table;

/** The names of the rows with a trait. */
export type NamesOf<Trait> = { [Name in FieldName]: Table[Name] extends Trait ? Name : never }[FieldName];

/** The rows of some names. A type mapped over it keeps the doc comments. */
export type Rows<Name extends FieldName> = Pick<Table, Name>;

/** The values of some arguments, all optional. */
export type Arguments<Name extends FieldName> = {
  -readonly [N in keyof Rows<Name>]?: ValueOf<Table[N]["kind"]>;
};

/** The arguments that a program set, normalised. */
export type SessionInputs = Arguments<FieldName>;

/** What to do on create if a live session already matches. */
export type IfExists = NonNullable<SessionInputs["ifExists"]>;

export const ifExistsValues = fields.ifExists.kind.values;

export const fieldNames = Object.keys(fields) as FieldName[];

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(fields, name);
}

/** The row of a field, with the same type for all. */
export function field(name: FieldName): Field {
  return fields[name];
}

export const secretFieldNames = fieldNames.filter((name) => fields[name].secret);

/** The arguments of the native host. */
export const nativeFieldNames = fieldNames.filter((name) => !fields[name].dynamicOnly);

export const urlFieldNames = fieldNames.filter((name) =>
  ["webUrl", "audioUrl"].some((url) => url === field(name).kind),
);
