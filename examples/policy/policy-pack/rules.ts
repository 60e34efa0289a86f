import { Secret, type ResourceValidationPolicy } from "@pulumi/policy";
import { remediateSession, stackOf, validateSession } from "./session";

const recordingsAreTakenIn: ResourceValidationPolicy = {
  name: "recordings-are-taken-in",
  description: "Recordings must be reported to a server, so that they can be deleted later.",
  validateResource: validateSession(({ record, recordingCallbackUrl }, report) => {
    if (record === true && !recordingCallbackUrl) report("Set recordingCallbackUrl, or remove record.");
  }),
};

const callbacksUseHttps: ResourceValidationPolicy = {
  name: "callbacks-use-https",
  description: "Callbacks contain the callers' numbers, so they must use https.",
  validateResource: validateSession(({ callbackUrl, recordingCallbackUrl }, report) => {
    for (const [name, url] of Object.entries({ callbackUrl, recordingCallbackUrl })) {
      if (url && !url.toLowerCase().startsWith("https://")) report(`${name} must start with https://.`);
    }
  }),
};

const sessionsEnd: ResourceValidationPolicy = {
  name: "sessions-end",
  description: "A session must set its lifetime, and must not live longer than needed.",
  configSchema: {
    properties: { maxSeconds: { type: "integer", minimum: 60, default: 86_400 } },
  },
  validateResource: validateSession(({ sessionExpiry, renewBefore }, report, args) => {
    const { maxSeconds } = args.getConfig<{ maxSeconds: number }>();
    if (sessionExpiry === undefined) report("Set sessionExpiry: Plivo's default is not certain.");
    else if (sessionExpiry > maxSeconds) report(`sessionExpiry must be at most ${maxSeconds} seconds.`);
    if (renewBefore !== undefined) report("Remove renewBefore: each `pulumi up` extends such a session.");
  }),
};

const unknownCallersEnterAPin: ResourceValidationPolicy = {
  name: "unknown-callers-enter-a-pin",
  description: "Callers from other phones must enter a PIN.",
  validateResource: validateSession(({ isPinAuthenticationRequired }, report) => {
    if (isPinAuthenticationRequired !== true) report("Set isPinAuthenticationRequired, and generatePin.");
  }),
};

const noCallsFromTestStacks: ResourceValidationPolicy = {
  name: "no-calls-from-test-stacks",
  description: "Stacks of CI and reviews must not ring phones.",
  configSchema: {
    properties: {
      // Prefixes of stack names.
      stacks: { type: "array", items: { type: "string" }, default: ["ci", "review"] },
    },
  },
  validateResource: validateSession(({ initiateCallToFirstParty }, report, args) => {
    const { stacks } = args.getConfig<{ stacks: string[] }>();
    const isTest = stacks.some((beginning) => stackOf(args.urn).startsWith(beginning));
    if (isTest && initiateCallToFirstParty === true) report("Remove initiateCallToFirstParty.");
  }),
};

const noNumberInAName: ResourceValidationPolicy = {
  name: "no-number-in-a-name",
  description: "Pulumi shows resource names in clear, so they must not contain phone numbers.",
  validateResource: (args, report) => {
    if (/\d{7}/.test(args.name.replaceAll(/[ ().-]/g, "")))
      report("Name the session after an order or a role.");
  },
};

const secretNames = ["firstParty", "secondParty", "firstPartyPin", "secondPartyPin"];

/**
 * MaskingSession marks these as secret, but a program's `transforms` can undo that. Validations get plain
 * values and cannot tell, so this rule is a remediation. It rejects and does not fix: after a fix the engine
 * would report the old value in clear.
 */
const numbersAreSecret: ResourceValidationPolicy = {
  name: "numbers-are-secret",
  description: "Numbers and PINs must be secret.",
  enforcementLevel: "remediate",
  remediateResource: remediateSession((props) => {
    const plain = secretNames.filter((name) => isPlain(props, name));
    if (plain.length === 0) return;
    const message = `${plain.join(", ")} must be secret: use transformations, not transforms.`;
    // The engine prints the stack of the error; only the message helps.
    throw Object.assign(new Error(message), { stack: message });
  }),
};

/** Reading `props[name]` removes the secret mark. The property's descriptor still has it. */
function isPlain(props: object, name: string): boolean {
  const stored: unknown = Object.getOwnPropertyDescriptor(props, name)?.value;
  return stored !== undefined && stored !== null && !(stored instanceof Secret);
}

export const rules = [
  recordingsAreTakenIn,
  callbacksUseHttps,
  sessionsEnd,
  unknownCallersEnterAPin,
  noCallsFromTestStacks,
  noNumberInAName,
  numbersAreSecret,
];
