import fc from "fast-check";
import type { SessionInputs } from "../../provider/session/fields.ts";

/** A session of a program. */
export interface Declaration {
  readonly args: SessionInputs;
  readonly deleteBeforeReplace: boolean;
  readonly replaceAfterFailure: boolean;
}

const url = (name: string) => `https://media.example.com/${name}`;

/** Digits of the parties. Few sessions share them. */
const pair = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 10, max: 59 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1 }) },
);

const parties = fc
  .record({ pair, single: fc.constantFrom(null, null, null, null, "alone", "both") })
  .map(({ pair: digits, single }): SessionInputs => {
    const first = { firstParty: `+120255501${digits.toString().padStart(2, "0")}` };
    const both = { ...first, secondParty: `+120255502${digits.toString().padStart(2, "0")}` };
    if (single === null) return both;
    return { ...(single === "alone" ? first : both), createSessionWithSingleParty: true };
  });

const updatable: fc.Arbitrary<SessionInputs> = fc
  .record(
    {
      ringTimeout: fc.constantFrom(20, 30, 50),
      record: fc.boolean(),
      callTimeLimit: fc.constantFrom(600, 1200),
      callbackUrl: fc.constantFrom(url("one"), url("two")),
      sessionExpiry: fc.constantFrom(120, 600, 3600, 86_400),
      renewBefore: fc.constantFrom(30, 100),
    },
    { requiredKeys: [] },
  )
  .map(({ renewBefore, ...rest }) =>
    rest.sessionExpiry === undefined || renewBefore === undefined ? rest : { ...rest, renewBefore },
  );

const createOnly: fc.Arbitrary<SessionInputs> = fc.record(
  {
    geomatch: fc.boolean(),
    unknownCallerPlay: fc.constantFrom(url("a.mp3"), url("b.mp3")),
    virtualNumberCooloffPeriod: fc.constantFrom(0, 10),
  },
  { requiredKeys: [] },
);

const pins: fc.Arbitrary<SessionInputs> = fc.constantFrom(
  {},
  {},
  {
    isPinAuthenticationRequired: true,
    pinPromptPlay: url("pin.mp3"),
    generatePin: true,
    generatePinLength: 8,
  },
  {
    isPinAuthenticationRequired: true,
    pinPromptPlay: url("pin.mp3"),
    firstPartyPin: "481516",
    secondPartyPin: "234242",
  },
);

const ours: fc.Arbitrary<SessionInputs> = fc.record(
  {
    onExpiry: fc.constantFrom("recreate", "recreate", "ignore", "fail"),
    ifExists: fc.constantFrom("create", "create", "adopt", "fail"),
    drainTimeout: fc.constantFrom(0, 15),
  },
  { requiredKeys: [] },
);

/** Rarely, a session that rings the first party's phone. It needs an explicit `onExpiry`. */
const ringing = fc.oneof(
  { weight: 9, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ initiateCallToFirstParty: true, onExpiry: "recreate" } as const) },
);

const settings: fc.Arbitrary<SessionInputs> = fc
  .tuple(updatable, createOnly, pins, ours, ringing)
  .map((parts) => Object.assign({}, ...parts) as SessionInputs);

const rarely = fc.constantFrom(false, false, false, true);

export const declarations: fc.Arbitrary<Declaration> = fc
  .record({ parties, settings, deleteBeforeReplace: rarely, replaceAfterFailure: rarely })
  .map(({ parties: who, settings: what, ...rest }) => ({ args: { ...what, ...who }, ...rest }));

export const maxDeclared = 6;

/** The first program. */
export const programs = fc.array(declarations, { minLength: 1, maxLength: maxDeclared, size: "max" });

/** The new arguments of a session, and which of them to use. */
export interface Alteration {
  readonly to: Declaration;
  readonly part: "updatable" | "settings" | "all";
}

export const alterations: fc.Arbitrary<Alteration> = fc.record({
  to: declarations,
  part: fc.constantFrom("updatable", "updatable", "settings", "all"),
});

const updatableNames = [
  "ringTimeout",
  "record",
  "callTimeLimit",
  "callbackUrl",
  "sessionExpiry",
  "renewBefore",
] as const;
const partyNames = ["firstParty", "secondParty", "createSessionWithSingleParty"] as const;

export function alter(before: Declaration, { to, part }: Alteration): Declaration {
  if (part === "all") return to;
  const names = part === "updatable" ? updatableNames : partyNames;
  const [rest, taken] = part === "updatable" ? [before.args, to.args] : [to.args, before.args];
  const args = { ...without(rest, names), ...only(taken, names) };
  return { ...before, args };
}

function without(args: SessionInputs, names: readonly string[]): SessionInputs {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));
}

function only(args: SessionInputs, names: readonly string[]): SessionInputs {
  return Object.fromEntries(Object.entries(args).filter(([name]) => names.includes(name)));
}
