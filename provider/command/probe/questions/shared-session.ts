import type { Account } from "../account";
import type { Question } from "../question";
import { Inconclusive } from "../inconclusive";
import { isPoolEmpty, valueText, positionOf, responseText, presenceOf } from "../responses";

async function defaults(account: Account) {
  const { call_time_limit: limit, ring_timeout: timeout } = (await account.sharedSession()).shown;
  return {
    cameBack: `call_time_limit ${valueText(limit)}, ring_timeout ${valueText(timeout)}`,
    position: positionOf(`${String(limit)} ${String(timeout)}`, {
      "14400 45": "examples",
      "3600 120": "text",
    }),
  };
}

async function shape(account: Account) {
  const session = await account.read(await account.sharedSession());
  const seen = presenceOf(session, "first_party_play_url");
  return {
    cameBack: `${String(Object.keys(session).length)} keys; first_party_play_url, unset, is ${seen}`,
    position: positionOf(seen, { absent: "document", empty: "full", null: "nulls" }),
  };
}

async function amounts(account: Account) {
  const { amount } = (await account.sharedSession()).shown;
  return {
    cameBack: `amount ${valueText(amount)}`,
    position: positionOf(typeof amount, { number: "number", string: "text" }),
  };
}

async function samePair(account: Account) {
  const earlier = await account.sharedSession();
  const created = await account.create();
  if (!("uuid" in created)) {
    if (isPoolEmpty(created.error))
      throw new Inconclusive(`the account needs a second free number: ${responseText(created)}`);
    return { cameBack: responseText(created), position: "refuse" };
  }
  const isSame = created.shown["virtual_number"] === earlier.shown["virtual_number"];
  return {
    cameBack: `${responseText(created.response)}, ${isSame ? "the same" : "another"} virtual number`,
    position: isSame ? "same-number" : "another-number",
  };
}

export const aboutSharedSession: readonly Question[] = [
  {
    name: "defaults",
    asks: "Which call_time_limit and ring_timeout does a session have that was created without them?",
    positions: {
      examples: { means: "Those of the document's examples. The provider assumes no default." },
      text: { means: "Those of the document's text. The provider assumes no default." },
    },
    otherwise: { means: "Others than the document has. The provider assumes no default." },
    ask: defaults,
  },
  {
    name: "shape",
    asks: "Which keys does a session have, and how are unset ones shown?",
    positions: {
      full: { means: 'All; unset texts are "".' },
      document: { means: "Those of the document's examples. What is not shown is not compared." },
      nulls: { means: "All; unset ones are null." },
    },
    ask: shape,
  },
  {
    name: "amounts",
    asks: "Which type do amounts have?",
    positions: { number: { means: "Numbers." }, text: { means: "Strings. The provider reads both." } },
    ask: amounts,
  },
  {
    name: "samePair",
    asks: "What does a second live session of the same two parties get?",
    positions: {
      "another-number": { means: "Another number." },
      "same-number": {
        means: "The number of the first.",
        breaks:
          "While a session is replaced, both connect over one number, and it is unknown which of them " +
          "counts. Set Pulumi's option `deleteBeforeReplace`.",
      },
      refuse: {
        means: "Nothing: it is refused.",
        breaks:
          "A replacement creates the new session before it expires the old one, and fails. Set " +
          "Pulumi's option `deleteBeforeReplace` for every session.",
      },
    },
    ask: samePair,
  },
];
