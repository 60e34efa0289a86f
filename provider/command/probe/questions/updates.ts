import type { Account, ProbeSession } from "../account";
import type { Question } from "../question";
import { Inconclusive } from "../inconclusive";
import { isNumber, isSuccess, valueText, positionOf, responseText, presenceOf } from "../responses";

/** Sends an update that must succeed before the one that the question is about. */
async function prepare(account: Account, session: ProbeSession, body: Readonly<Record<string, unknown>>) {
  const response = await account.update(session, body);
  if (!isSuccess(response)) throw new Inconclusive(`an update was refused: ${responseText(response)}`);
}

/** Sends an update. If it succeeds, reads the field afterwards. */
async function outcome(
  account: Account,
  session: ProbeSession,
  body: Readonly<Record<string, unknown>>,
  field: string,
) {
  const response = await account.update(session, body);
  const value = isSuccess(response) ? (await account.read(session))[field] : undefined;
  return { said: responseText(response), isRefused: !isSuccess(response), value };
}

async function zeroInUpdate(account: Account) {
  const session = await account.sharedSession();
  await prepare(account, session, { call_time_limit: 600, ring_timeout: 30 });
  const response = await account.update(session, { call_time_limit: 0, ring_timeout: 0 });
  if (!isSuccess(response)) return { cameBack: responseText(response), position: undefined };
  const shown = await account.read(session);
  const [limit, timeout] = [Number(shown["call_time_limit"]), Number(shown["ring_timeout"])];
  const isDefault = [
    [limit, "call_time_limit"],
    [timeout, "ring_timeout"],
  ].every(([value, name]) => value === Number(session.shown[String(name)]));
  return {
    cameBack: `${responseText(response)}; then call_time_limit ${valueText(limit)}, ring_timeout ${valueText(timeout)}`,
    position: limit === 600 && timeout === 30 ? "unset" : isDefault ? "default" : undefined,
  };
}

/** Updates ring_timeout, which is 30, in another spelling. */
async function ringTimeout(
  account: Account,
  body: Readonly<Record<string, unknown>>,
  { refused, shown }: { refused: string; shown: Readonly<Record<string, string>> },
) {
  const session = await account.sharedSession();
  await prepare(account, session, { ring_timeout: 30 });
  const { said: words, isRefused, value } = await outcome(account, session, body, "ring_timeout");
  if (isRefused) return { cameBack: words, position: refused };
  return {
    cameBack: `${words}; then ring_timeout ${valueText(value)}`,
    position: positionOf(String(Number(value)), shown),
  };
}

const numbersAsText = (account: Account) =>
  ringTimeout(account, { ring_timeout: "31" }, { refused: "refuse", shown: { 31: "accept" } });

const caseOfNames = (account: Account) =>
  ringTimeout(account, { Ring_Timeout: 32 }, { refused: "exact", shown: { 30: "exact", 32: "any" } });

async function unknownParameters(account: Account) {
  const session = await account.sharedSession();
  const updated = await account.update(session, { probe_unknown: 1 });
  const list = await account.send({ method: "GET", query: { limit: "1", probe_unknown: "1" } });
  return {
    cameBack: `update ${responseText(updated)}; list ${responseText(list)}`,
    position: positionOf(`${String(isSuccess(updated))} ${String(isSuccess(list))}`, {
      "true true": "ignore",
      "false false": "refuse",
    }),
  };
}

async function createOnlyInUpdate(account: Account) {
  const session = await account.sharedSession();
  const equal = await outcome(account, session, { first_party: account.first }, "first_party");
  const other = await outcome(account, session, { first_party: account.second }, "first_party");
  const isApplied = !other.isRefused && !isNumber(other.value, account.first);
  const seen = [equal, other].map(({ isRefused }) => (isRefused ? "refused" : "taken")).join(", ");
  return {
    cameBack: `first_party equal: ${equal.said}; another: ${other.said}${isApplied ? ", and it was changed" : ""}`,
    position: isApplied
      ? undefined
      : positionOf(seen, {
          "taken, refused": "refuse-other",
          "refused, refused": "refuse",
          "taken, taken": "ignore",
        }),
  };
}

async function emptyUrl(account: Account) {
  const session = await account.sharedSession();
  const field = "recording_callback_url";
  await prepare(account, session, { [field]: "https://example.com/probe" });
  const response = await account.update(session, { [field]: "" });
  if (!isSuccess(response)) return { cameBack: responseText(response), position: "refuse" };
  const shown = presenceOf(await account.read(session), field);
  return {
    cameBack: `${responseText(response)}; then ${field} is ${shown}`,
    position: shown === "set" ? undefined : "clear",
  };
}

export const aboutUpdates: readonly Question[] = [
  {
    name: "zeroInUpdate",
    asks: "What does 0 do to call_time_limit and ring_timeout in an update?",
    positions: {
      unset: { means: "Nothing. The provider sends no 0." },
      default: { means: "It sets the default. The provider sends no 0." },
    },
    ask: zeroInUpdate,
  },
  {
    name: "numbersAsText",
    asks: "Does an update take an integer as a text?",
    positions: {
      accept: { means: "Yes. The provider sends integers." },
      refuse: { means: "No. The provider sends integers." },
    },
    ask: numbersAsText,
  },
  {
    name: "caseOfNames",
    asks: "Do capital letters in a parameter's name matter?",
    positions: {
      any: { means: "No." },
      exact: { means: "Yes. The provider sends the names of the document." },
    },
    ask: caseOfNames,
  },
  {
    name: "unknownParameters",
    asks: "What do an update and a list do with an unknown parameter?",
    positions: {
      refuse: { means: "They refuse it. The provider sends none." },
      ignore: { means: "They ignore it. The provider sends none." },
    },
    ask: unknownParameters,
  },
  {
    name: "createOnlyInUpdate",
    asks: "What does an update do with first_party, the same or another one?",
    positions: {
      "refuse-other": { means: "It refuses another one. The provider sends neither." },
      refuse: { means: "It refuses both. The provider sends neither." },
      ignore: { means: "It ignores both. The provider sends neither." },
    },
    otherwise: {
      means: "It may change a session's parties.",
      breaks: "Nothing is lost: the provider replaces a session although an update would do.",
    },
    ask: createOnlyInUpdate,
  },
  {
    name: "emptyUrl",
    asks: 'Does "" clear a URL?',
    positions: {
      clear: { means: "Yes. The provider does that if a URL is removed from the program." },
      refuse: {
        means: "No, it is refused.",
        breaks:
          "The update of a session fails if a URL was removed from its program " +
          "(PLIVO_INVALID_REQUEST). Set Pulumi's option `replaceOnChanges` for that argument, or give " +
          "it another URL.",
      },
    },
    otherwise: {
      means: "No, it is ignored.",
      breaks:
        "A URL that was removed from the program stays, and each refresh shows it. Set Pulumi's option " +
        "`replaceOnChanges` for that argument.",
    },
    ask: emptyUrl,
  },
];
