import { check } from "../../provider/session/check.ts";
import { fieldNames } from "../../provider/session/fields.ts";
import { FaultFound } from "./oracles.ts";

const wrong: readonly unknown[] = [{}, "", "x", "+1", "+999999999", -1, "http://x", "https://x.example"];
const combined = {
  isPinAuthenticationRequired: true,
  generatePin: true,
  firstPartyPin: "1234",
  secondPartyPin: "1234",
};
const others = [
  combined,
  { firstPartyPin: "1234", initiateCallToFirstParty: true, createSessionWithSingleParty: true },
];

/** Our own words: a status, and what check says about arguments without a value worth hiding. */
const vocabulary = [
  ...wrong.map((value) => Object.fromEntries(fieldNames.map((name) => [name, value]))),
  ...others,
]
  .flatMap((values) => check(values).problems.map(({ reason }) => reason))
  .concat("expired")
  .join("\n");

interface Found {
  readonly keys: string[];
  readonly values: string[];
}

/** Keys, and values as texts, of anything; without recursion, since it may be nested deeply. */
function textsIn(root: unknown): Found {
  const found: Found = { keys: [], values: [] };
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string" || typeof value === "number") found.values.push(String(value));
    if (typeof value !== "object" || value === null) continue;
    found.keys.push(...Object.keys(value));
    for (const entry of Object.values(value)) open.push(entry);
  }
  return found;
}

/** Errors show a session's expiry as a duration. That it equals another value proves nothing. */
const timeFromNow = /\b(?:expired [\d a-z]+ ago|ends in [\d a-z]+)/g;

/**
 * A name may be quoted, a value never: it may be a secret that was put in the wrong place.
 *
 * @throws FaultFound
 */
export function assertQuotesNothing(texts: readonly string[], hostile: unknown): void {
  const said = texts.join("\n").replaceAll(timeFromNow, "");
  if (said === "") return;
  const { keys, values } = textsIn(hostile);
  const quoted = values.find((value) => isQuoted(value, said) && !keys.some((key) => key.includes(value)));
  if (quoted !== undefined) {
    throw new FaultFound("leak", `the value ${JSON.stringify(quoted)} stands in: ${said.slice(0, 2_000)}`);
  }
}

/** A short value proves nothing, and a number within a longer one is another number. */
function isQuoted(value: string, said: string): boolean {
  if (value.trim().length < 4 || value.length > said.length || isOurs(value)) return false;
  return /^\d+$/.test(value) ? new RegExp(`(?<!\\d)${value}(?!\\d)`).test(said) : said.includes(value);
}

function isOurs(text: string): boolean {
  return vocabulary.includes(text) || fieldNames.some((name) => name.includes(text));
}
