import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { lte } from "semver";
import type { Recorded } from "../../tools/leaks/record.ts";

const audio = "https://media.example.com/prompt.mp3";
const day = 86_400;
const password = "golden-password";

/** Reserved numbers that no other test uses. */
function parties(index: number) {
  return { firstParty: `+1202555030${index}`, secondParty: `+1202555031${index}` } as const;
}

/** A session that was created elsewhere and then adopted. */
export const adoptedUuid = "60de0000-0000-4000-8000-00000000ad09";

interface Pins {
  firstPartyPin: string;
  secondPartyPin: string;
}

/** The PINs that Plivo generates. */
export const generatedPins: Pins = { firstPartyPin: "71940263", secondPartyPin: "20586917" };

/** The program of the golden states. Existing sessions and their states are frozen. New versions add some. */
export const declared = {
  plain: { ...parties(0), sessionExpiry: day, ringTimeout: 30, record: true },
  generated: {
    ...parties(1),
    sessionExpiry: day,
    ringTimeout: 30,
    isPinAuthenticationRequired: true,
    generatePin: true,
    generatePinLength: 8,
    pinPromptPlay: audio,
  },
  adopted: { ...parties(2), sessionExpiry: day, ringTimeout: 30, adoptSessionUuid: adoptedUuid },
  expired: { ...parties(3), sessionExpiry: 3600, ringTimeout: 30 },
  ignored: { ...parties(4), sessionExpiry: 3600, ringTimeout: 30, onExpiry: "ignore" },
  secrets: {
    ...parties(5),
    sessionExpiry: day,
    ringTimeout: 30,
    isPinAuthenticationRequired: true,
    firstPartyPin: "48217093",
    secondPartyPin: "90356284",
    pinPromptPlay: audio,
    callbackUrl: `https://plivo:${password}@example.com/events`,
  },
  single: {
    firstParty: parties(6).firstParty,
    sessionExpiry: day,
    ringTimeout: 30,
    createSessionWithSingleParty: true,
  },
  everything: {
    ...parties(7),
    geomatch: false,
    subaccount: "SAEMULATORSUBACCOUNT",
    sessionExpiry: day,
    callTimeLimit: 600,
    ringTimeout: 30,
    initiateCallToFirstParty: false,
    callbackUrl: "https://example.com/events",
    callbackMethod: "GET",
    record: true,
    recordingCallbackUrl: "https://example.com/recordings",
    recordFileFormat: "wav",
    recordingCallbackMethod: "GET",
    firstPartyPlayUrl: audio,
    secondPartyPlayUrl: audio,
    isPinAuthenticationRequired: true,
    firstPartyPin: "35170482",
    secondPartyPin: "86402957",
    pinPromptPlay: audio,
    pinRetry: 3,
    pinRetryWait: 6,
    incorrectPinPlay: audio,
    unknownCallerPlay: audio,
    forcePinAuthentication: true,
    virtualNumberCooloffPeriod: 60,
    onExpiry: "fail",
    renewBefore: 3600,
    drainTimeout: 60,
    ifExists: "adopt",
  },
} as const satisfies Record<string, MaskingSessionArgs>;

export type Name = keyof typeof declared;

/** Each version with a golden state, and the sessions that are new in it. */
export const addedIn: Readonly<Record<string, readonly Name[]>> = {
  "0.1.0": ["plain", "generated", "adopted", "expired", "ignored", "secrets", "single", "everything"],
};

/** The sessions that the state of this version must have. */
export function namesIn(version: string): readonly Name[] {
  const versions = Object.keys(addedIn).filter((other) => lte(other, version));
  return versions.flatMap((other) => addedIn[other] ?? []);
}

/** When the states were recorded. The short sessions had expired, the others were live. */
export const recordedAt = "2026-11-25T12:00:00Z";

const providerArguments = [
  "onExpiry",
  "renewBefore",
  "drainTimeout",
  "ifExists",
  "adoptSessionUuid",
  "account",
];
const wireName = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A session's arguments in the API's names. */
export function wireArguments(name: Name): Record<string, unknown> {
  const sent = Object.entries({ ...declared[name], ...pinsOf(name) }).filter(
    ([key]) => !providerArguments.includes(key),
  );
  return Object.fromEntries(sent.map(([key, value]) => [wireName(key), value]));
}

/** A session's PINs, declared or generated. */
export function pinsOf(name: Name): Partial<Pins> {
  if (name === "generated") return generatedPins;
  const args = declared[name];
  return "firstPartyPin" in args
    ? { firstPartyPin: args.firstPartyPin, secondPartyPin: args.secondPartyPin }
    : {};
}

/** The texts that a state must not contain in clear. */
export function secretsOf(name: Name): Recorded[] {
  const { firstParty, secondParty }: MaskingSessionArgs = declared[name];
  const numbers = [firstParty, secondParty].filter((number) => typeof number === "string");
  const origin = "golden";
  return [
    ...numbers.map((number) => ({ origin, value: "number", text: number.slice(1) }) as const),
    ...Object.values(pinsOf(name)).map((text) => ({ origin, value: "PIN", text }) as const),
    { origin, value: "token", text: password },
  ];
}
