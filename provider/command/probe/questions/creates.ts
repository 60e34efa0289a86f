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

/** What became of a value that is out of range: "refuse", "clamp", or undefined if it was taken. */
function clampOf(made: CreateResult, field: string, bound: number): string | undefined {
  if (!("uuid" in made)) return "refuse";
  return Number(made.shown[field]) === bound ? "clamp" : undefined;
}

type CreateResult = Awaited<ReturnType<Account["create"]>>;

const shownOf = (made: CreateResult, field: string) =>
  "uuid" in made
    ? `${responseText(made.response)}, ${field} ${valueText(made.shown[field])}`
    : responseText(made);

async function outOfRange(account: Account) {
  const short = await account.create({ session_expiry: 59 });
  await account.expireOthers();
  const long = await account.create({ call_time_limit: 86_401 });
  const positions = new Set([clampOf(short, "duration", 60), clampOf(long, "call_time_limit", 86_400)]);
  const [first] = positions;
  return {
    cameBack: `session_expiry 59: ${shownOf(short, "duration")}; call_time_limit 86401: ${shownOf(long, "call_time_limit")}`,
    position: positions.size === 1 ? first : undefined,
  };
}

/** A session of the first number alone. */
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
  const made = await account.create({ unknown_caller_play: "https://example.com/unknown.xml" });
  return "uuid" in made
    ? { cameBack: responseText(made.response), position: "any" }
    : { cameBack: responseText(made), position: "mp3-or-wav" };
}

/** Numbers that are reserved for films and books, so that no one has them, by country code. */
const reservedNumbers: readonly (readonly [code: string, number: string])[] = [
  ["44", "+447700900123"],
  ["61", "+61491570156"],
  ["33", "+33199000000"],
];

async function geomatch(account: Account) {
  for (const [code, number] of reservedNumbers) {
    if ([account.first, account.second].some((own) => own.startsWith(`+${code}`))) continue;
    const made = await account.create({ first_party: number });
    await account.expireOthers();
    if (!("uuid" in made)) {
      if (isPoolEmpty(made.error)) return { cameBack: `+${code}: ${responseText(made)}`, position: "strict" };
      continue;
    }
    const isOfCountry = (asText(made.shown["virtual_number"]) ?? "").replace(/^\+/, "").startsWith(code);
    if (!isOfCountry) {
      return {
        cameBack: `+${code}: ${responseText(made.response)}, a number of another country`,
        position: "fallback",
      };
    }
  }
  throw new Inconclusive(
    "the account has numbers in the countries that were tried, or Plivo takes none of their test numbers",
  );
}

async function sessionExpiry(account: Account) {
  const seen: string[] = [];
  for (const [title, expiry] of [
    ["left out", undefined],
    ["0", 0],
  ] as const) {
    const made = await account.create({ session_expiry: expiry });
    await account.expireOthers();
    seen.push(`${title}: ${shownOf(made, "duration")}`);
  }
  return { cameBack: seen.join("; "), position: undefined };
}

/** What creates take, and what they make of it: each question has its sessions alone. */
export const aboutCreates: readonly Question[] = [
  {
    name: "outOfRange",
    asks: "What becomes of a session_expiry of 59, and of a call_time_limit of 86401?",
    positions: {
      refuse: { means: "They are refused." },
      clamp: {
        means: "They become the nearest bound.",
        breaks:
          "`callTimeLimit` out of range is shown as changed by each refresh. Keep `sessionExpiry` and `callTimeLimit` within 60 to 86400.",
      },
    },
    otherwise: { means: "At least one is taken as it is, or they are treated differently." },
    ask: outOfRange,
  },
  {
    name: "missingParty",
    asks: "How is the party shown that a session for a single party does not have?",
    positions: {
      "like-texts": { means: "As other texts that are unset." },
      null: { means: "As null." },
      absent: { means: "Not at all. The provider takes that for missing too." },
    },
    ask: missingParty,
  },
  {
    name: "singleParty",
    asks: "Can an update replace a party of such a session that is set?",
    positions: {
      replaceable: { means: "Yes, as the provider does." },
      once: {
        means: "No: only the missing one can be set.",
        breaks:
          'A change of a set party fails with PLIVO_INVALID_REQUEST. Set Pulumi\'s option `replaceOnChanges: ["firstParty", "secondParty"]` for sessions for a single party.',
      },
    },
    otherwise: {
      means: "No: it is ignored.",
      breaks:
        'A change of a set party succeeds without effect, and each refresh shows it. Set Pulumi\'s option `replaceOnChanges: ["firstParty", "secondParty"]` for sessions for a single party.',
    },
    ask: singleParty,
  },
  {
    name: "audioFiles",
    asks: "Does unknown_caller_play take a URL that ends in .xml?",
    positions: {
      "mp3-or-wav": { means: "No. Nor does the provider." },
      any: { means: "Yes. The provider refuses what the document does." },
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
    otherwise: { means: "The provider takes no default for granted, and sends no 0." },
    skipReason: ({ defaultExpiry }) =>
      defaultExpiry
        ? undefined
        : "It needs --default-expiry, since these two sessions would outlive 4 minutes if the probe was killed just then.",
    ask: sessionExpiry,
  },
];
