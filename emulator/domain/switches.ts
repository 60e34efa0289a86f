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
    values: {
      ignored: "does not matter",
      compared: "finds nothing: numbers are kept without it",
      needed: "a number without it finds nothing",
    },
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
  shape: {
    question: "which keys a session has, and how unset ones are shown",
    values: {
      full: 'all; texts "", PIN settings null: SDK fixtures',
      document: "those of the document's examples",
      nulls: "all; unset ones null",
    },
  },
  unknownParameters: {
    question: "a parameter or filter that the API does not know",
    values: {
      refuse: "400: the stricter of the two",
      ignore: "has no effect; one that an SDK misspells counts as the one that is meant",
    },
  },
  trailingSlash: {
    question: "a slash at the end of a path",
    values: {
      accept: "does not matter: SDKs send it, the document does not",
      refuse: "404",
    },
  },
  unknownUuid: {
    question: "a session_uuid that the account does not have",
    values: { "not-found": "404, as Plivo's other resources", "bad-request": "400" },
  },
  updateOfExpired: {
    question: "an update of an expired session",
    values: {
      refuse: "400 Session already expired: a page of 2023 lists the text",
      "not-found": "404",
      accept: "is carried out; session_expiry revives the session",
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
    question: "a second live session of the same two parties",
    values: {
      "another-number": "gets another number: SDK fixtures",
      "same-number": "gets the number of the first",
      refuse: "400",
    },
  },
  missingParty: {
    question: "the party that a session for a single party does not have",
    values: {
      "like-texts": "is shown as other texts that are unset",
      null: "null",
      absent: "its key is missing",
    },
  },
  pinsShown: {
    question: "where responses show PINs",
    values: {
      everywhere: "in all: SDK fixtures",
      "not-in-lists": "in those of one session",
      "in-create": "in that of the creation alone",
    },
  },
  newInList: {
    question: "how soon a list shows a new session",
    values: {
      "at-once": "with the create's response",
      seconds: "3 s after it",
      late: "20 s after it",
    },
  },
  listWithoutSubaccount: {
    question: "a list without the filter subaccount",
    values: {
      all: "has the sessions of subaccounts too",
      main: "has those alone that were created without a subaccount",
    },
  },
  createdTime: {
    question: "created_time beside the Date header",
    values: {
      "in-step": "of one clock",
      behind: "30 s behind it",
      ahead: "30 s ahead of it",
    },
  },
} as const satisfies Record<string, Switch>;

export type SwitchName = keyof typeof switches;

/** The position of every switch. */
export type Switches = { readonly [Name in SwitchName]: keyof (typeof switches)[Name]["values"] };
