import { concealCredentials, decodings, hasCredentials, originOf } from "../common/url-credentials";
import type { SessionDetails } from "../client/queries";

const bullets = "••••••";

/** Keeps the last two digits, to tell two parties apart. */
export function maskedNumber(number: string): string {
  return `${bullets}${number.slice(-2)}`;
}

/** Hides user and password. */
export function maskedUrl(url: string): string {
  return concealCredentials(url, bullets);
}

/** Whether a URL contains a user, a password, or a party's number or PIN. */
export function isSecretUrl(url: string, session: SessionDetails): boolean {
  return hasCredentials(url) || namesParty(url, session);
}

/**
 * Whether a text contains a party's number or PIN in any form. It compares 7 digits, which hardly match by
 * chance.
 */
export function namesParty(url: string, session: SessionDetails): boolean {
  const texts = decodings(url).map((text) => text.replace(/\p{Cf}/gu, "").normalize("NFKC"));
  const ends = [session.firstParty, session.secondParty].map(
    (one) => one?.replace(/\D/g, "").slice(-7) ?? "",
  );
  const pins = [session.firstPartyPin, session.secondPartyPin];
  return texts.some((text) => {
    const digits = text.replace(/\D/g, "");
    return (
      ends.some((end) => end !== "" && digits.includes(end)) ||
      text.split(/\D+/).some((run) => run !== "" && pins.includes(run))
    );
  });
}

/**
 * The session without the parties' numbers, PINs, passwords in URLs, and paths of URLs with a number or PIN.
 */
export function maskSession(session: SessionDetails): SessionDetails {
  const entries = Object.entries(session).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === "string" ? maskedValue(name, value, session) : value,
  ]);
  return Object.fromEntries(entries) as SessionDetails;
}

function maskedValue(name: string, value: string, session: SessionDetails): string {
  if (name === "firstParty" || name === "secondParty") return maskedNumber(value);
  if (name === "firstPartyPin" || name === "secondPartyPin") return bullets;
  const url = maskedUrl(value);
  return isUrl(value) && namesParty(value, session) ? `${originOf(url)}/${bullets}` : url;
}

/** Also true for a URL that only some parsers accept. */
function isUrl(value: string): boolean {
  return URL.canParse(value) || value.includes("://");
}
