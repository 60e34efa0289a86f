import { integer, oneOf, type ValueOf } from "./kinds";
import { createOnly, providerOnly, party, updatable, type Field } from "./rows";

export type { Effect, Field, FieldValue, Reported } from "./rows";

const httpMethod = oneOf(["GET", "POST"]);

/**
 * THE table of arguments: the vendor's in the order of its document, then ours.
 *
 * The doc comments are those of arguments, outputs, requests, responses and filters, in editors and on the
 * generated pages. The first paragraph says what it is, and holds for all of them; the others say what a
 * program must know to set it.
 */
export const fields = {
  /**
   * The real phone number of the first party: E.164 with "+".
   *
   * Secret. Write it with "+" and country code. It is stored and sent in its E.164 form: blanks, dashes,
   * dots, parentheses and invisible characters are dropped, and so is the zero of national dialling: "+44
   * (0)20 7946 0018" is +442079460018. Required unless `createSessionWithSingleParty` is true.
   *
   * A preview refuses a number that is not possible in its country. One wrong digit can still be a possible
   * number.
   *
   * A change replaces the session; with `createSessionWithSingleParty` it is updated in place.
   */
  firstParty: party(),
  /**
   * The real phone number of the second party: E.164 with "+".
   *
   * Secret. Written as `firstParty`, and different from it. A change does the same.
   */
  secondParty: party(),
  /**
   * Whether the virtual number must be of the first party's country.
   *
   * Default: true. A change replaces the session.
   */
  geomatch: createOnly("boolean", { default: true, reported: "never" }),
  /**
   * The auth ID of the subaccount for which the session is created.
   *
   * A change replaces the session.
   */
  // The vendor's SDKs have the filter, its document has not.
  subaccount: createOnly("text", { reported: "unseen", filter: true }),
  /**
   * Seconds for which the session lives. Plivo has reported it as `duration` alone.
   *
   * Plivo's document names 3600 as default, its servers have answered 1800. Updated in place, which restarts
   * the session's clock. Removed, it is no longer managed.
   */
  sessionExpiry: updatable(integer(1), { reported: "unseen" }),
  /**
   * Seconds after which a call is disconnected, on all its legs.
   *
   * Plivo's document names 3600 as default, its servers have answered 14400. Updated in place. Removed, it is
   * no longer managed.
   */
  callTimeLimit: updatable(integer(1), {}),
  /**
   * Seconds after which ringing stops.
   *
   * Plivo's document names 120 as default, its servers have answered 45. Updated in place. Removed, it is no
   * longer managed.
   */
  ringTimeout: updatable(integer(1), {}),
  /**
   * Whether Plivo calls the first party at once, and bridges to the second.
   *
   * Default: false. Needs an explicit `onExpiry`, since creating the session again rings that phone again. A
   * change replaces the session.
   */
  initiateCallToFirstParty: createOnly("boolean", { default: false }),
  /**
   * The http(s) URL that receives the session's events.
   *
   * Updated in place. Removed, it is cleared.
   */
  callbackUrl: updatable("webUrl", { default: "" }),
  /**
   * The HTTP method for `callbackUrl`: GET or POST.
   *
   * Default: POST. Updated in place. Removed, it is POST again.
   */
  callbackMethod: updatable(httpMethod, { default: "POST" }),
  /**
   * Whether calls are recorded, from when both parties have answered.
   *
   * Default: false. Updated in place. Removed, recording stops.
   */
  record: updatable("boolean", { default: false }),
  /**
   * The http(s) URL to which recordings are sent.
   *
   * Updated in place. Removed, it is cleared.
   */
  recordingCallbackUrl: updatable("webUrl", { default: "" }),
  /**
   * The audio format of recordings: mp3 or wav.
   *
   * Default: mp3. Updated in place. Removed, it is mp3 again.
   */
  recordFileFormat: updatable(oneOf(["mp3", "wav"]), { default: "mp3" }),
  /**
   * The HTTP method for `recordingCallbackUrl`: GET or POST.
   *
   * Default: POST. Updated in place. Removed, it is POST again.
   */
  recordingCallbackMethod: updatable(httpMethod, { default: "POST" }),
  /**
   * The http(s) URL of an .mp3 or .wav file that the first party hears before being connected.
   *
   * Updated in place. Removed, it is cleared.
   */
  firstPartyPlayUrl: updatable("webUrl", { default: "" }),
  /**
   * The http(s) URL of an .mp3 or .wav file that the second party hears before being connected.
   *
   * Updated in place. Removed, it is cleared.
   */
  secondPartyPlayUrl: updatable("webUrl", { default: "" }),
  /**
   * Whether a caller from an unknown number must enter a PIN.
   *
   * Default: false. Needs `pinPromptPlay`, and either `generatePin` or both PINs (one with
   * `createSessionWithSingleParty`). A change replaces the session.
   */
  isPinAuthenticationRequired: createOnly("boolean", { default: false }),
  /**
   * Whether Plivo creates the PINs.
   *
   * They are then the outputs `firstPartyPin` and `secondPartyPin`. Default: false. Only with
   * `isPinAuthenticationRequired`. A change replaces the session.
   */
  generatePin: createOnly("boolean", { default: false, onlyWithPins: true }),
  /**
   * Digits of the PINs that Plivo creates: 4 to 15.
   *
   * Default: 4. A change replaces the session.
   */
  generatePinLength: createOnly(integer(4, 15), { default: 4, onlyWithPins: true }),
  /**
   * The first party's PIN, given or created by Plivo: 4 to 15 digits.
   *
   * Secret. Given, only with `isPinAuthenticationRequired`, and not with `generatePin`. A change replaces the
   * session.
   */
  firstPartyPin: createOnly("pin", { secret: true, onlyWithPins: true }),
  /**
   * The second party's PIN, given or created by Plivo: 4 to 15 digits.
   *
   * Secret. Given, as `firstPartyPin`, and different from it. A change replaces the session.
   */
  secondPartyPin: createOnly("pin", { secret: true, onlyWithPins: true }),
  /**
   * The http(s) URL of the .mp3 or .wav file that asks for the PIN.
   *
   * Required with `isPinAuthenticationRequired`. A change replaces the session.
   */
  pinPromptPlay: createOnly("audioUrl", { reported: "undocumented", onlyWithPins: true }),
  /**
   * How often a caller may enter the PIN again: 0 to 5.
   *
   * Default: 1. A change replaces the session.
   */
  pinRetry: createOnly(integer(0, 5), { default: 1, reported: "undocumented", onlyWithPins: true }),
  /**
   * Seconds to wait before the PIN is asked for again: 5 to 10.
   *
   * Default: 5. A change replaces the session.
   */
  pinRetryWait: createOnly(integer(5, 10), { default: 5, reported: "undocumented", onlyWithPins: true }),
  /**
   * The http(s) URL of the .mp3 or .wav file played after a wrong PIN.
   *
   * A change replaces the session.
   */
  incorrectPinPlay: createOnly("audioUrl", { reported: "undocumented", onlyWithPins: true }),
  /**
   * The http(s) URL of the .mp3 or .wav file played to a caller from an unknown number.
   *
   * A change replaces the session.
   */
  unknownCallerPlay: createOnly("audioUrl", { reported: "undocumented" }),
  /**
   * Whether the parties' own numbers must enter the PIN too.
   *
   * Default: false. Only with `isPinAuthenticationRequired`. A change replaces the session.
   */
  forcePinAuthentication: createOnly("boolean", {
    default: false,
    reported: "undocumented",
    onlyWithPins: true,
  }),
  /**
   * Whether the session may be created with one party; a later update sets the other.
   *
   * Default: false. A change replaces the session.
   */
  createSessionWithSingleParty: createOnly("boolean", { default: false, reported: "undocumented" }),
  /**
   * Seconds after the session's end during which its virtual number serves no other session: 0 to 3600.
   *
   * Default: 0. A change replaces the session.
   */
  virtualNumberCooloffPeriod: createOnly(integer(0, 3600), { default: 0, reported: "undocumented" }),
  /**
   * What a preview or update does about a session that has expired: create a new one (`recreate`), leave it
   * as it is (`ignore`; a changed argument then replaces it), or stop (`fail`). Default: `recreate`. An
   * argument of this provider: never sent.
   */
  onExpiry: providerOnly("keep", oneOf(["recreate", "ignore", "fail"]), { default: "recreate" }),
  /**
   * Seconds before the session's end from which on a `pulumi up` extends it, in place, by `sessionExpiry`.
   * Needs `sessionExpiry`, and must be smaller. Default: never extended. An argument of this provider: never
   * sent.
   */
  renewBefore: providerOnly("keep", integer(1), {}),
  /**
   * Seconds for which destroying or replacing the session waits at most for a call over it to end. Default:
   * 0, a call is cut. A change counts from the next `pulumi up` on. An argument of this provider: never sent.
   */
  drainTimeout: providerOnly("keep", integer(0), { default: 0 }),
  /**
   * What to do on create if a live session already matches this resource, and belongs to no other resource of
   * the run: create another (`create`), adopt it (`adopt`), or stop (`fail`). Default: the stack's
   * `plivo:ifExists`, else `create`. PLIVO_IF_EXISTS in the environment wins over both:
   * `PLIVO_IF_EXISTS=adopt pulumi up` is the way out after a killed run. An argument of this provider: never
   * sent.
   */
  ifExists: providerOnly("keep", oneOf(["create", "adopt", "fail"]), { default: "create" }),
  /**
   * The UUID of a live session, created elsewhere, to adopt instead of creating one; it replaces `pulumi
   * import`, which dynamic providers do not support. The session must have what the program declares and
   * Plivo cannot change; the rest is updated, but not its end. If it has expired, `onExpiry: "recreate"`
   * creates a new one. A different UUID replaces the session; removing it changes nothing. An argument of
   * this provider: never sent.
   */
  adoptSessionUuid: providerOnly("adopt", "uuid", { dynamicOnly: true }),
  /**
   * Which configured account owns the session: `support` reads PLIVO_SUPPORT_AUTH_ID and
   * PLIVO_SUPPORT_AUTH_TOKEN, or the entry `support` of the stack's `plivo:accounts`. Default: the account of
   * PLIVO_AUTH_ID. An argument of this provider: never sent. A change replaces the session.
   */
  account: providerOnly("replace", "accountName", { dynamicOnly: true }),
} as const satisfies Record<string, Field>;

type Table = typeof fields;

export type FieldName = keyof Table;

/** The names of the rows with a trait. */
export type NamesOf<Trait> = { [Name in FieldName]: Table[Name] extends Trait ? Name : never }[FieldName];

/** The rows of some names; a type that is mapped over it keeps the doc comments. */
export type Rows<Name extends FieldName> = Pick<Table, Name>;

/** The values of some arguments, each of them optional. */
export type Arguments<Name extends FieldName> = {
  -readonly [N in keyof Rows<Name>]?: ValueOf<Table[N]["kind"]>;
};

/** What a program declares of a session, normalised: only the arguments that it set. */
export type SessionInputs = Arguments<FieldName>;

/** What a create does if a live session already matches what the program declares. */
export type IfExists = NonNullable<SessionInputs["ifExists"]>;

export const ifExistsValues = fields.ifExists.kind.values;

export const fieldNames = Object.keys(fields) as FieldName[];

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(fields, name);
}

/** The row of a field, typed alike for all. */
export function field(name: FieldName): Field {
  return fields[name];
}

/** The names of the arguments that are secret, as inputs and as outputs. */
export const secretFieldNames = fieldNames.filter((name) => fields[name].secret);

/** The names of the arguments that the native host takes. */
export const nativeFieldNames = fieldNames.filter((name) => !fields[name].dynamicOnly);

/** The names of the arguments that are URLs. */
export const urlFieldNames = fieldNames.filter((name) =>
  ["webUrl", "audioUrl"].some((url) => url === field(name).kind),
);
