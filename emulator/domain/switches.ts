/** A question that Plivo's documents leave open, or answer in two ways. */
interface Switch {
  /** What the answer is about. */
  readonly question: string;
  /** The answers by name, the default first, each with what speaks for it. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Every behaviour that can be switched, in one table. `startEmulator({ switches })` and `--switch name=value` choose; a profile of an
 * account is an object of the same names and values.
 */
export const SWITCHES = {
  defaults: {
    question: "session_expiry, call_time_limit and ring_timeout that a create leaves out",
    values: {
      examples: "1800, 14400, 45: the document's examples, SDK fixtures of 2024",
      text: "3600, 3600, 120: the document's text",
    },
  },
  outOfRange: {
    question: "session_expiry and call_time_limit outside 60 to 86400",
    values: {
      refuse: "400: a page of 2023 lists the text",
      clamp: "the nearest bound: the same page",
    },
  },
  zeroInUpdate: {
    question: "0 for session_expiry, call_time_limit or ring_timeout in an update",
    values: {
      unset: "changes nothing: Java's SDK sends it with every update",
      default: "sets the default: one fixture of Java's SDK shows an expiry of now + 1800",
    },
  },
  numbersAsText: {
    question: 'a text of digits for an integer ("1440")',
    values: {
      accept: "counts as the integer: Ruby's SDK can send nothing else in updates",
      refuse: "400: the document says integer",
    },
  },
  caseOfNames: {
    question: "capital letters in a parameter's name",
    values: {
      any: "do not matter: Go's SDK sends create_session_with_single_Party",
      exact: "make another name of it",
    },
  },
  createOnlyInUpdate: {
    question: "a create-only parameter in an update",
    values: {
      "refuse-other": "400 if it differs from the session's: SDKs send unset ones with every update",
      refuse: "400 in any case, even unset",
      ignore: "has no effect",
    },
  },
  singleParty: {
    question: "a party that is set, in an update of a session for a single party",
    values: {
      replaceable: "is replaced: the document says only that it can be updated",
      once: "400: only the missing one can be set",
    },
  },
  emptyUrl: {
    question: '"" for a URL in an update',
    values: { clear: "clears it: GET shows unset ones so", refuse: "400: it is no URL" },
  },
  audioFiles: {
    question: "the ending of pin_prompt_play, incorrect_pin_play and unknown_caller_play",
    values: {
      "mp3-or-wav": "the document",
      any: "Go's fixtures have .xml",
    },
  },
  malformedUuid: {
    question: "a session_uuid that is no UUID",
    values: { "not-found": "404 like an unknown one", invalid: "400" },
  },
  geomatch: {
    question: "no free number of the first party's country, with geomatch",
    values: {
      strict: "400: no page describes a fallback",
      fallback: "any free number",
    },
  },
  deletedDuration: {
    question: "duration of a session that was expired by request",
    values: {
      recomputed: "to its end: a fixture of 2024",
      kept: "as it was: fixtures of 2023",
    },
  },
  activeFilter: {
    question: "the filter status=active",
    values: {
      exact: "leaves out sessions in a call: they are in-progress",
      live: "takes in all that have not expired",
    },
  },
  plusInFilters: {
    question: 'a "+" before a number in a filter',
    values: { ignored: "does not matter", compared: "finds nothing: numbers are kept without it" },
  },
  amounts: {
    question: "the type of amounts in responses",
    values: { number: "the document's examples", text: "the document's attribute list" },
  },
  interactionUrls: {
    question: "an interaction's URL that there is none of",
    values: { null: "the document", absent: "SDK fixtures" },
  },
  billing: {
    question: "what of a call is billed",
    values: {
      "called-half-minutes":
        "the called leg, in begun half minutes: the only priced fixture has 30 s for a call of 31 s with two legs",
      "both-minutes": "both legs, each in begun minutes, as other calls are",
    },
  },
  callTimeLimit: {
    question: "from when call_time_limit counts",
    values: {
      "each-leg": 'the answer of each leg: "Applies to all call legs"',
      connection: "the moment when both have answered",
    },
  },
  retryAfter: {
    question: "Retry-After with 429",
    values: { none: "no document has it", seconds: "whole seconds: the vendor's command reads it" },
  },
} as const satisfies Record<string, Switch>;

export type SwitchName = keyof typeof SWITCHES;

/** A position of every switch. */
export type Switches = { readonly [Name in SwitchName]: keyof (typeof SWITCHES)[Name]["values"] };

function isSwitchName(name: string): name is SwitchName {
  return Object.hasOwn(SWITCHES, name);
}

function firstOf(name: SwitchName): string {
  return Object.keys(SWITCHES[name].values)[0] ?? "";
}

function readPosition(name: string, value: unknown): [SwitchName, string] {
  if (!isSwitchName(name)) {
    throw new TypeError(`${name.slice(0, 100)} is no switch: there are ${Object.keys(SWITCHES).join(", ")}`);
  }
  const values = Object.keys(SWITCHES[name].values);
  if (typeof value !== "string" || !values.includes(value)) {
    throw new TypeError(`the switch ${name} takes ${values.join(" or ")}`);
  }
  return [name, value];
}

/** The chosen positions, and the default of every other switch. Throws a TypeError that names what is wrong. */
export function readSwitches(chosen: Readonly<Record<string, unknown>> = {}): Switches {
  const names = Object.keys(SWITCHES).filter(isSwitchName);
  const defaults = names.map((name) => [name, firstOf(name)] as const);
  const positions = Object.entries(chosen).map(([name, value]) => readPosition(name, value));
  return Object.fromEntries([...defaults, ...positions]) as Switches;
}
