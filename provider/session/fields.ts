import { integer, oneOf, type Kind, type ValueOf } from "./kinds";

/**
 * What a changed argument does to a live session:
 * - `replace`: the vendor cannot change it, a new session is made;
 * - `updateSingleParty`: updated in place where the session was made with `createSessionWithSingleParty`, else replaced;
 * - `update`: one update request with this field;
 * - `keep`: an argument of ours, nothing is sent, only the state is rewritten;
 * - `adopt`: names the session; another one replaces, taken away or naming the session that is there it is kept.
 */
export type Effect = "replace" | "updateSingleParty" | "update" | "keep" | "adopt";

/** One row of the table: everything that check, diff, requests, secrets and documents derive from. */
export interface Field {
  readonly kind: Kind;
  readonly effect: Effect;
  /** Encrypted in state and shown as `[secret]`. */
  readonly secret: boolean;
  /** Whether the vendor's create call takes it; false for arguments of ours. */
  readonly sent: boolean;
  /**
   * The documented default, where it is certain. For a field that replaces (or is ours) it equals "absent"; for one that
   * updates it is sent once when the argument is removed. Undefined: a removed argument just stops being managed.
   */
  readonly default: FieldValue | undefined;
}

export type FieldValue = string | number | boolean;

interface Traits {
  readonly default?: FieldValue;
  readonly secret?: boolean;
}

function row<const K extends Kind>(
  effect: Effect,
  kind: K,
  { default: value, secret = false }: Traits,
  sent = true,
) {
  return { effect, kind, secret, sent, default: value };
}

const createOnly = <const K extends Kind>(kind: K, traits: Traits = {}) => row("replace", kind, traits);
const party = () => row("updateSingleParty", "phoneNumber", { secret: true });
const updatable = <const K extends Kind>(kind: K, traits: Traits = {}) => row("update", kind, traits);
const ours = <const K extends Kind>(effect: Effect, kind: K, traits: Traits = {}) =>
  row(effect, kind, traits, false);

const httpMethod = oneOf(["GET", "POST"]);

/** THE table of arguments: the vendor's 29 in the order of its document, then ours. */
export const fields = {
  firstParty: party(),
  secondParty: party(),
  geomatch: createOnly("boolean", { default: true }),
  subaccount: createOnly("text"),
  sessionExpiry: updatable(integer(1)),
  callTimeLimit: updatable(integer(1)),
  ringTimeout: updatable(integer(1)),
  initiateCallToFirstParty: createOnly("boolean", { default: false }),
  callbackUrl: updatable("webUrl", { default: "" }),
  callbackMethod: updatable(httpMethod, { default: "POST" }),
  record: updatable("boolean", { default: false }),
  recordingCallbackUrl: updatable("webUrl", { default: "" }),
  recordFileFormat: updatable(oneOf(["mp3", "wav"]), { default: "mp3" }),
  recordingCallbackMethod: updatable(httpMethod, { default: "POST" }),
  firstPartyPlayUrl: updatable("webUrl", { default: "" }),
  secondPartyPlayUrl: updatable("webUrl", { default: "" }),
  isPinAuthenticationRequired: createOnly("boolean", { default: false }),
  generatePin: createOnly("boolean", { default: false }),
  generatePinLength: createOnly(integer(4, 15), { default: 4 }),
  firstPartyPin: createOnly("pin", { secret: true }),
  secondPartyPin: createOnly("pin", { secret: true }),
  pinPromptPlay: createOnly("audioUrl"),
  pinRetry: createOnly(integer(0, 5), { default: 1 }),
  pinRetryWait: createOnly(integer(5, 10), { default: 5 }),
  incorrectPinPlay: createOnly("audioUrl"),
  unknownCallerPlay: createOnly("audioUrl"),
  forcePinAuthentication: createOnly("boolean", { default: false }),
  createSessionWithSingleParty: createOnly("boolean", { default: false }),
  virtualNumberCooloffPeriod: createOnly(integer(0, 3600), { default: 0 }),
  onExpiry: ours("keep", oneOf(["recreate", "ignore", "fail"]), { default: "recreate" }),
  renewBefore: ours("keep", integer(1)),
  drainTimeout: ours("keep", integer(0), { default: 0 }),
  ifExists: ours("keep", oneOf(["create", "adopt", "fail"]), { default: "create" }),
  adoptSessionUuid: ours("adopt", "uuid"),
  account: ours("replace", "accountName"),
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;

/** What a program declares of a session, normalised: only the arguments that it set. */
export type SessionInputs = { -readonly [Name in FieldName]?: ValueOf<(typeof fields)[Name]["kind"]> };

/** What a create does where a live session is there that is what the program declares. */
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

/** The names of the arguments that are URLs. */
export const urlFieldNames = fieldNames.filter((name) =>
  ["webUrl", "audioUrl"].some((url) => url === field(name).kind),
);
