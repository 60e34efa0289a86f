import { credentialsIn } from "../common/url-credentials";
import type { Request } from "./http-exchange";

const personalNames = new Set([
  "first_party",
  "second_party",
  "virtual_number",
  "first_party_pin",
  "second_party_pin",
]);

/** Personal data and credentials in a request, which no error may repeat. */
export function requestSecrets({ body, query }: Request): string[] {
  const sent: [string, unknown][] = [...Object.entries(body ?? {}), ...(query ?? [])];
  return sent.flatMap(([name, value]) => {
    if (typeof value !== "string") return [];
    return personalNames.has(name) ? [value] : urlSecrets(value);
  });
}

/** Longer than any PIN: a UUID does not contain it by chance. */
const minSubstringLength = 16;

/** Whether a text equals one of these values, or contains a long one. */
export function isSecret(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) =>
    secret.length < minSubstringLength ? text === secret : text.includes(secret),
  );
}

function urlSecrets(url: string): string[] {
  const users = credentialsIn(url);
  const passwords = users.map((user) => user.slice(user.indexOf(":") + 1));
  const query = /[?#](.*)$/s.exec(url)?.[1] ?? "";
  // A short value, such as "1" or "true", is no secret, and scrubbing it would remove parts of Plivo's words.
  const values = [...new URLSearchParams(query).values()].filter(({ length }) => length >= 6);
  const parts = [
    ...users,
    ...passwords,
    ...passwords.map(decodePercent),
    query,
    decodePercent(query),
    ...values,
  ];
  return parts.flatMap(spellings).filter((part) => part !== "");
}

/** A quoted URL may lack tabs and newlines, which the URL standard ignores, and have single blanks. */
function spellings(part: string): string[] {
  return /\s/.test(part) ? [part, part.replace(/[\t\n\r]/g, ""), part.replace(/\s+/g, " ").trim()] : [part];
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray "%": the text was never encoded.
    return text;
  }
}
