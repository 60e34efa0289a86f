/** For each row of "Where its behaviour comes from" in docs/emulator.md: how it begins, the file in this folder that proves it, and a test's title. */
export const ROW_TESTS: readonly (readonly [row: string, file: string, title: string])[] = [
  [
    "HTTP Basic authentication; paths with and withou",
    "requests",
    "work with and without a trailing slash, unredirected",
  ],
  ['401 has no `api_id`: `{"error": "authentication ', "requests", "%s are refused without an api_id"],
  [
    "Every other response has an `api_id`; an unknown",
    "requests",
    "unknown sessions and paths answer 404 with an api_id",
  ],
  ["Other methods answer 405, HEAD, OPTIONS and TRAC", "requests", "%s answers 405"],
  ["A body that is no JSON object, or not `applicati", "requests", "need the content type of JSON"],
  [
    "Create answers 201, update and delete 200; envel",
    "lifecycle",
    "answers 201 with the vendor's envelope and defaults",
  ],
  [
    "Shape `document`: the keys of the document's exa",
    "lifecycle",
    "document has the keys of the document's examples, and PIN keys only with PINs",
  ],
  [
    'Shape `full`: all keys; unset texts `""`, PIN se',
    "lifecycle",
    "full has all keys, empty texts, and null PIN settings without PINs",
  ],
  ["Shape `nulls`: all keys, everything unset null", "lifecycle", "nulls has null for everything unset"],
  [
    "`session_expiry`, `geomatch` and `subaccount` ar",
    "lifecycle",
    "%s: a session never shows session_expiry, geomatch or subaccount",
  ],
  [
    'Numbers are kept without "+"; null, and `""` for',
    "lifecycle",
    "takes numbers with and without a plus, and null and empty texts as unset",
  ],
  ["0 in expiry, limit, timeout and cool-off is not ", "lifecycle", "reads 0 as unset where SDKs send it"],
  ["The 400 texts of parties, ranges, `record`, form", "validation", "creation refuses"],
  ["PIN authentication needs `pin_prompt_play`, and ", "validation", "refuses %s and quotes no PIN"],
  ["With a single party its own PIN will do; PIN par", "validation", "needs one PIN for a single party"],
  [
    "`session_uuid` passes in bodies of updates and d",
    "sdk-requests",
    "create, read, list, update and expire a session",
  ],
  ["A name that an SDK misspells (`sub_account`, `ge", "sdk-requests", "misspelt filters in lenient mode"],
  [
    "Unset and equal create-only parameters in an upd",
    "validation",
    "each create-only parameter whose value is not the session's",
  ],
  ["Parties can be updated if the session was create", "validation", "with only %s get %s by an update"],
  [
    "An update restarts the clock only with `session_",
    "lifecycle",
    "restarts the clock from now with session_expiry",
  ],
  [
    "A session ends by its stored `expiry_time`, and ",
    "lifecycle",
    "comes by itself when its time has passed, with nothing else changed",
  ],
  ["Delete is soft: `expiry_time` and `modified_time", "lifecycle", "comes by delete, softly"],
  ["Update and delete of an expired session answer 4", "lifecycle", "is final: delete and update answer 400"],
  [
    "The virtual number is the first, in a stable ord",
    "pool",
    "a number is the first on which neither party has an active session",
  ],
  [
    "`geomatch`: the number shares the first party's ",
    "pool",
    "geomatch keeps to the first party's country, unless it is false",
  ],
  [
    "`subaccount`: its own numbers alone; cool-off: a",
    "pool",
    "a subaccount uses its own numbers only, and the main account its own",
  ],
  [
    "List: newest first, 20 rows a page, filters and ",
    "list",
    "rows come newest first, also within one second",
  ],
  [
    "List: 7 days by default, 30 at most, nothing old",
    "list",
    "ends after 90 days, though a session can still be read",
  ],
  [
    "300 requests per 5 seconds and account, else 429",
    "requests",
    "is 300 requests in 5 seconds of the emulator's clock",
  ],
  [
    "Another `Host`, a change from another origin, an",
    "guard",
    "is refused on every route, with an api_id by the API",
  ],
  [
    "A party's call is connected to the other one, af",
    "calls-connect",
    "is connected to the other party, after both have heard their announcement",
  ],
  [
    "An unknown caller: a PIN if the session has them",
    "calls-connect",
    "an unknown caller hears unknown_caller_play, and is refused",
  ],
  [
    "PINs, `pin_retry`, `pin_retry_wait`, `force_pin_",
    "calls-pin",
    "a wrong PIN is asked for again after pin_retry_wait, and then the right one serves",
  ],
  [
    "A single party is connected to whoever calls, an",
    "calls-single-party",
    "connects its party to the unknown caller of the last interaction",
  ],
  [
    "`initiate_call_to_first_party` rings the first p",
    "calls-initiated",
    "rings the first party at once, and the second one once that has answered",
  ],
  [
    "A session's expiry does not end its calls; delet",
    "calls-connect",
    "does not come with the session's expiry: the call goes on",
  ],
  [
    "Recording starts when both have answered",
    "calls-recording",
    "begins when both have answered, and ends with the call (%s)",
  ],
  [
    "An interaction appears with the call, with null ",
    "calls-billing",
    "show null for the leg of a party who is not called yet",
  ],
  [
    "A call that ends at the PIN counts; until somebo",
    "calls-pin",
    "with pin_retry %i is refused after as many more wrong PINs",
  ],
  [
    "An interaction counts two calls once both legs a",
    "calls-billing",
    "give what the only priced fixture has",
  ],
  [
    "Events, their attributes and order; who hangs up",
    "callbacks-events",
    "a call by the first party, ended by the second",
  ],
  [
    "`SessionTimeout` has no `From`, and there is non",
    "callbacks-events",
    "is not sent for a session that was deleted, expired behind its back, or has lost its URL",
  ],
  [
    "`PlivoHangupCause`: 4000, 1000 (Vendor), 3010, 3",
    "callbacks-events",
    "the call's end alone is reported, with the cause",
  ],
  [
    "Callbacks are forms and queries, signed V3 and M",
    "callbacks-signature",
    "are accepted by the vendor's SDK (%s)",
  ],
  [
    "Retries and time limits of voice webhooks; a bro",
    "callbacks-delivery",
    "is tried once more where it breaks the connection off, with the same signature",
  ],
];
