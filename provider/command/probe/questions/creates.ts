import { asText } from "../../../plivo/json";
import type { Account, ProbeSession } from "../account";
import type { Question } from "../question";
import { Inconclusive } from "../inconclusive";
import {
  isNumber,
  isPoolEmpty,
  isSuccess,
  valueText,
  positionOf,
  responseText,
  presenceOf,
} from "../responses";

/** What happened to a value out of range: "refuse", "clamp", or undefined if Plivo accepted it. */
function clampOf(created: CreateResult, field: string, bound: number): string | undefined {
  if (!("uuid" in created)) return "refuse";
  return Number(created.shown[field]) === bound ? "clamp" : undefined;
}

type CreateResult = Awaited<ReturnType<Account["create"]>>;

const fieldText = (created: CreateResult, field: string) =>
  "uuid" in created
    ? `${responseText(created.response)}, ${field} ${valueText(created.shown[field])}`
    : responseText(created);

async function outOfRange(account: Account) {
  const short = await account.create({ session_expiry: 59 });
  await account.expireOthers();
  const long = await account.create({ call_time_limit: 86_401 });
  const positions = new Set([clampOf(short, "duration", 60), clampOf(long, "call_time_limit", 86_400)]);
  const [first] = positions;
  return {
    cameBack: `session_expiry 59: ${fieldText(short, "duration")}; call_time_limit 86401: ${fieldText(long, "call_time_limit")}`,
    position: positions.size === 1 ? first : undefined,
  };
}

/** A session with only the first number. */
function single(account: Account): Promise<ProbeSession> {
  return account.createSession({ second_party: undefined, create_session_with_single_party: true });
}

async function missingParty(account: Account) {
  const session = await account.read(await single(account));
  const [party, text] = [presenceOf(session, "second_party"), presenceOf(session, "callback_url")];
  return {
    cameBack: `second_party is ${party}; callback_url, unset too, is ${text}`,
    position:
      party === text && party !== "absent"
        ? "like-texts"
        : positionOf(party, { null: "null", absent: "absent" }),
  };
}

async function singleParty(account: Account) {
  const session = await single(account);
  const response = await account.update(session, { first_party: account.second });
  if (!isSuccess(response)) return { cameBack: responseText(response), position: "once" };
  const isReplaced = isNumber((await account.read(session))["first_party"], account.second);
  return {
    cameBack: `${responseText(response)}; it ${isReplaced ? "was" : "was not"} replaced`,
    position: isReplaced ? "replaceable" : undefined,
  };
}

async function audioFiles(account: Account) {
  const created = await account.create({ unknown_caller_play: "https://example.com/unknown.xml" });
  return "uuid" in created
    ? { cameBack: responseText(created.response), position: "any" }
    : { cameBack: responseText(created), position: "mp3-or-wav" };
}

/** Numbers reserved for films and books, by country code. */
const reservedNumbers: readonly (readonly [code: string, number: string])[] = [
  ["44", "+447700900123"],
  ["61", "+61491570156"],
  ["33", "+33199000000"],
];

async function geomatch(account: Account) {
  for (const [code, number] of reservedNumbers) {
    if ([account.first, account.second].some((own) => own.startsWith(`+${code}`))) continue;
    const created = await account.create({ first_party: number });
    await account.expireOthers();
    if (!("uuid" in created)) {
      if (isPoolEmpty(created.error))
        return { cameBack: `+${code}: ${responseText(created)}`, position: "strict" };
      continue;
    }
    const isOfCountry = (asText(created.shown["virtual_number"]) ?? "").replace(/^\+/, "").startsWith(code);
    if (!isOfCountry) {
      return {
        cameBack: `+${code}: ${responseText(created.response)}, a number of another country`,
        position: "fallback",
      };
    }
  }
  throw new Inconclusive(
    "the account has numbers in all countries that were tried, or Plivo refuses their test numbers",
  );
}

async function sessionExpiry(account: Account) {
  const seen: string[] = [];
  for (const [title, expiry] of [
    ["left out", undefined],
    ["0", 0],
  ] as const) {
    const created = await account.create({ session_expiry: expiry });
    await account.expireOthers();
    seen.push(`${title}: ${fieldText(created, "duration")}`);
  }
  return { cameBack: seen.join("; "), position: undefined };
}

const replaceParties =
  'Set Pulumi\'s option `replaceOnChanges: ["firstParty", "secondParty"]` for sessions for a single party.';

/** Each question has its own sessions. */
export const aboutCreates: readonly Question[] = [
  {
    name: "outOfRange",
    asks: "What happens to a session_expiry of 59, and to a call_time_limit of 86401?",
    positions: {
      refuse: { means: "They are refused." },
      clamp: {
        means: "They become the nearest bound.",
        breaks:
          "Each refresh shows a `callTimeLimit` out of range as changed. Keep `sessionExpiry` and " +
          "`callTimeLimit` within 60 to 86400.",
      },
    },
    otherwise: { means: "At least one is accepted unchanged, or they are treated differently." },
    ask: outOfRange,
  },
  {
    name: "missingParty",
    asks: "How is the missing party of a single-party session shown?",
    positions: {
      "like-texts": { means: "Like other unset texts." },
      null: { means: "As null." },
      absent: { means: "Not at all. The provider considers it missing too." },
    },
    ask: missingParty,
  },
  {
    name: "singleParty",
    asks: "Can an update change a party of such a session that is already set?",
    positions: {
      replaceable: { means: "Yes, as the provider assumes." },
      once: {
        means: "No: only the missing one can be set.",
        breaks: `A change of a set party fails with PLIVO_INVALID_REQUEST. ${replaceParties}`,
      },
    },
    otherwise: {
      means: "No: it is ignored.",
      breaks: `A change of a set party succeeds without effect, and each refresh shows it. ${replaceParties}`,
    },
    ask: singleParty,
  },
  {
    name: "audioFiles",
    asks: "Does unknown_caller_play accept a URL that ends in .xml?",
    positions: {
      "mp3-or-wav": { means: "No. Neither does the provider." },
      any: { means: "Yes. The provider follows the document and refuses it." },
    },
    ask: audioFiles,
  },
  {
    name: "geomatch",
    asks: "What does geomatch do if the account has no number of the first party's country?",
    positions: {
      strict: { means: "The create is refused: set `geomatch: false`, or rent a number there." },
      fallback: { means: "The session gets a number of another country." },
    },
    ask: geomatch,
  },
  {
    name: "sessionExpiry",
    asks: "How long does a session live if session_expiry is left out, or 0?",
    positions: {},
    otherwise: { means: "The provider assumes no default, and sends no 0." },
    skipReason: ({ defaultExpiry }) =>
      defaultExpiry
        ? undefined
        : "It needs --default-expiry, because these two sessions would outlive 4 minutes if the probe is " +
          "killed at that moment.",
    ask: sessionExpiry,
  },
];
