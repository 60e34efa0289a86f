import {
  field,
  fieldNames,
  type FieldName,
  type FieldValue,
  type SessionInputs,
} from "../../provider/session/fields.ts";

/** One changed argument of an otherwise equal session. A few arguments cannot change without others. */
export interface FieldChange {
  readonly name: FieldName;
  readonly before: SessionInputs;
  readonly after: SessionInputs;
  readonly effect: "replace" | "update";
}

const audio = "https://media.example.com/prompt.mp3";
const otherAudio = "https://media.example.com/other.wav";
const pins = {
  isPinAuthenticationRequired: true,
  pinPromptPlay: audio,
  firstPartyPin: "48217",
  secondPartyPin: "90356",
} as const satisfies SessionInputs;
const generated = { isPinAuthenticationRequired: true, pinPromptPlay: audio, generatePin: true } as const;

/** Two numbers that no other session of the list has. */
export function parties(index: number) {
  const digits = String(index).padStart(2, "0");
  return { firstParty: `+120255501${digits}`, secondParty: `+120255502${digits}` } as const;
}

type Case = [name: FieldName, effect: FieldChange["effect"], before: SessionInputs, after: SessionInputs];

const cases: Case[] = [
  ["firstParty", "replace", {}, { firstParty: "+12025550398" }],
  ["secondParty", "replace", {}, { secondParty: "+12025550399" }],
  ["geomatch", "replace", {}, { geomatch: false }],
  ["subaccount", "replace", {}, { subaccount: "SAEMULATORSUBACCOUNT" }],
  ["sessionExpiry", "update", { sessionExpiry: 7200 }, { sessionExpiry: 7300 }],
  ["callTimeLimit", "update", { callTimeLimit: 600 }, { callTimeLimit: 660 }],
  ["ringTimeout", "update", { ringTimeout: 30 }, { ringTimeout: 40 }],
  [
    "initiateCallToFirstParty",
    "replace",
    { onExpiry: "recreate" },
    { onExpiry: "recreate", initiateCallToFirstParty: true },
  ],
  ["callbackUrl", "update", {}, { callbackUrl: "https://example.com/events" }],
  ["callbackMethod", "update", { callbackMethod: "POST" }, { callbackMethod: "GET" }],
  ["record", "update", { record: true }, {}],
  ["recordingCallbackUrl", "update", { recordingCallbackUrl: "https://example.com/recordings" }, {}],
  ["recordFileFormat", "update", { recordFileFormat: "wav" }, { recordFileFormat: "mp3" }],
  ["recordingCallbackMethod", "update", { recordingCallbackMethod: "GET" }, {}],
  ["firstPartyPlayUrl", "update", {}, { firstPartyPlayUrl: audio }],
  ["secondPartyPlayUrl", "update", { secondPartyPlayUrl: audio }, { secondPartyPlayUrl: otherAudio }],
  ["isPinAuthenticationRequired", "replace", generated, {}],
  ["generatePin", "replace", pins, generated],
  ["generatePinLength", "replace", generated, { ...generated, generatePinLength: 6 }],
  ["firstPartyPin", "replace", pins, { ...pins, firstPartyPin: "48218" }],
  ["secondPartyPin", "replace", pins, { ...pins, secondPartyPin: "90357" }],
  ["pinPromptPlay", "replace", generated, { ...generated, pinPromptPlay: otherAudio }],
  ["pinRetry", "replace", { ...generated, pinRetry: 2 }, { ...generated, pinRetry: 3 }],
  ["pinRetryWait", "replace", { ...generated, pinRetryWait: 6 }, { ...generated, pinRetryWait: 7 }],
  ["incorrectPinPlay", "replace", generated, { ...generated, incorrectPinPlay: audio }],
  ["unknownCallerPlay", "replace", { unknownCallerPlay: audio }, { unknownCallerPlay: otherAudio }],
  ["forcePinAuthentication", "replace", pins, { ...pins, forcePinAuthentication: true }],
  ["createSessionWithSingleParty", "replace", {}, { createSessionWithSingleParty: true }],
  ["virtualNumberCooloffPeriod", "replace", {}, { virtualNumberCooloffPeriod: 60 }],
];

/** The vendor's arguments. */
export const sentNames = fieldNames.filter((name) => field(name).sent);

/** Each of the vendor's arguments, changed. */
export const fieldChanges: readonly FieldChange[] = cases.map(([name, effect, before, after], index) => ({
  name,
  effect,
  before: { ...parties(index), ...before },
  after: { ...parties(index), ...after },
}));

/** Two values of an argument; the first is not its default. */
export function valuesOf(name: FieldName): [one: FieldValue, other: FieldValue] {
  const change = fieldChanges.find((one) => one.name === name);
  const { default: value } = field(name);
  const given = [change?.after[name], change?.before[name]].filter((one) => one !== undefined);
  const one = given.find((each) => each !== value);
  if (one === undefined) throw new Error(`the case of ${name} in fieldChanges has no value of it`);
  return [one, given.find((each) => each !== one) ?? value ?? another(one)];
}

/** A URL gets another path, any other text another beginning. */
function another(value: FieldValue): FieldValue {
  if (typeof value === "number") return value + 1;
  return typeof value === "boolean" ? !value : value.replace(/([^/]+)$/, "other-$1");
}

/** The vendor's name of an argument. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
