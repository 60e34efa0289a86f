/** A question that Plivo's documents leave open or answer in two ways. */
interface Switch {
  /** The behaviour in question. */
  readonly question: string;
  /** The possible answers by name, each with its evidence. The first is the default. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * All behaviours that can be switched. Set them with `startEmulator({ switches })`, `--switch name=value`, or
 * an account's profile, an object with the same names and values.
 */
export const switches = {
  defaults: {
    question: "defaults of session_expiry, call_time_limit and ring_timeout",
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
    question: 'an integer as text ("1440")',
    values: {
      accept: "counts as the integer: Ruby's SDK can send nothing else in updates",
      refuse: "400: the document says integer",
    },
  },
  caseOfNames: {
    question: "case of parameter names",
    values: {
      any: "does not matter: Go's SDK sends create_session_with_single_Party",
      exact: "matters",
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
    question: "updating a party that is set, in a session with a single party",
    values: {
      replaceable: "replaces it: the document says only that it can be updated",
      once: "400: only the missing one can be set",
    },
  },
  emptyUrl: {
    question: '"" for a URL in an update',
    values: { clear: "clears it: GET shows unset ones so", refuse: "400: it is not a URL" },
  },
  audioFiles: {
    question: "file types of pin_prompt_play, incorrect_pin_play and unknown_caller_play",
    values: {
      "mp3-or-wav": "the document",
      any: "Go's fixtures have .xml",
    },
  },
  malformedUuid: {
    question: "a malformed session_uuid",
    values: { "not-found": "404 like an unknown one", invalid: "400" },
  },
  geomatch: {
    question: "geomatch without a free number of the first party's country",
    values: {
      strict: "400: no page describes a fallback",
      fallback: "any free number",
    },
  },
  deletedDuration: {
    question: "duration after a deletion",
    values: {
      recomputed: "to its end: a fixture of 2024",
      kept: "unchanged: fixtures of 2023",
    },
  },
  activeFilter: {
    question: "the filter status=active",
    values: {
      exact: "excludes sessions in a call: they are in-progress",
      live: "includes all sessions that have not expired",
    },
  },
  plusInFilters: {
    question: 'a "+" before a number in a filter',
    values: {
      ignored: "does not matter",
      compared: "matches nothing: numbers are stored without it",
      needed: "is required: a number without it matches nothing",
    },
  },
  amounts: {
    question: "the type of amounts in responses",
    values: { number: "the document's examples", text: "the document's attribute list" },
  },
  interactionUrls: {
    question: "missing URLs of interactions",
    values: { null: "null: the document", absent: "absent: SDK fixtures" },
  },
  billing: {
    question: "billed legs and increments of a call",
    values: {
      "called-half-minutes":
        "the called leg, in started half minutes: the only priced fixture has 30 s for a call of 31 s",
      "both-minutes": "both legs, each in started minutes, as in other calls",
    },
  },
  callTimeLimit: {
    question: "start of call_time_limit",
    values: {
      "each-leg": 'the answer of each leg: "Applies to all call legs"',
      connection: "the answer of the second leg",
    },
  },
  retryAfter: {
    question: "Retry-After with 429",
    values: { none: "no document has it", seconds: "whole seconds: the vendor's command reads it" },
  },
  shape: {
    question: "keys of a session and values of unset ones",
    values: {
      full: 'all; texts "", PIN settings null: SDK fixtures',
      document: "those of the document's examples",
      nulls: "all; unset ones null",
    },
  },
  unknownParameters: {
    question: "unknown parameters and filters",
    values: {
      refuse: "400: the stricter of the two",
      ignore: "ignored; a name that an SDK misspells is corrected",
    },
  },
  trailingSlash: {
    question: "a trailing slash",
    values: {
      accept: "does not matter: SDKs send it, the document does not",
      refuse: "404",
    },
  },
  unknownUuid: {
    question: "an unknown session_uuid",
    values: { "not-found": "404, as Plivo's other resources", "bad-request": "400" },
  },
  updateOfExpired: {
    question: "an update of an expired session",
    values: {
      refuse: "400 Session already expired: a page of 2023 lists the text",
      "not-found": "404",
      accept: "is done; session_expiry revives the session",
    },
  },
  deleteOfExpired: {
    question: "the deletion of an expired session",
    values: {
      refuse: "400 Session already expired: the same page",
      "error-in-success": "200 with that error: a test of Java's SDK",
      "not-found": "404",
      accept: "200 Session expired, without effect",
    },
  },
  samePair: {
    question: "a second live session of the same parties",
    values: {
      "another-number": "gets another number: SDK fixtures",
      "same-number": "gets the number of the first",
      refuse: "400",
    },
  },
  missingParty: {
    question: "the unset party of a session with a single party",
    values: {
      "like-texts": "like other unset texts",
      null: "null",
      absent: "its key is missing",
    },
  },
  pinsShown: {
    question: "PINs in responses",
    values: {
      everywhere: "in all: SDK fixtures",
      "not-in-lists": "in responses with a single session",
      "in-create": "only in the response to a create",
    },
  },
  newInList: {
    question: "delay of new sessions in lists",
    values: {
      "at-once": "with the create's response",
      seconds: "3 s after it",
      late: "20 s after it",
    },
  },
  listWithoutSubaccount: {
    question: "lists without the filter subaccount",
    values: {
      all: "include the sessions of subaccounts",
      main: "have only sessions that were created without a subaccount",
    },
  },
  createdTime: {
    question: "created_time relative to the Date header",
    values: {
      "in-step": "by the same clock",
      behind: "30 s behind it",
      ahead: "30 s ahead of it",
    },
  },
} as const satisfies Record<string, Switch>;

export type SwitchName = keyof typeof switches;

/** The position of every switch. */
export type Switches = { readonly [Name in SwitchName]: keyof (typeof switches)[Name]["values"] };
