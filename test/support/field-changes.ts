import type { FieldName, SessionInputs } from "../../provider/session/fields";

/** One argument changed on an otherwise equal session; the few that cannot change alone take others with them. */
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

/** Each of the vendor's 29 arguments, changed. */
export const fieldChanges: readonly FieldChange[] = cases.map(([name, effect, before, after], index) => ({
  name,
  effect,
  before: { ...parties(index), ...before },
  after: { ...parties(index), ...after },
}));
