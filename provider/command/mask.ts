import { concealCredentials, decodings, hasCredentials, originOf } from "../common/url-credentials";
import type { SessionDetails } from "../client/queries";

const bullets = "••••••";

/** A number of which the last two digits can be read: enough to tell two parties apart. */
export function maskedNumber(number: string): string {
  return `${bullets}${number.slice(-2)}`;
}

/** A URL whose users and passwords cannot be read. */
export function maskedUrl(url: string): string {
  return concealCredentials(url, bullets);
}

/** Whether a URL is secret: with a user or password, or with a party's number or PIN of its session in it. */
export function isSecretUrl(url: string, session: SessionDetails): boolean {
  return hasCredentials(url) || namesParty(url, session);
}

/**
 * Whether a text has a party's number or PIN, in whatever form; so many digits are hardly there by chance.
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

/** A session without what is personal or secret: the parties' numbers, the PINs, passwords in URLs, and URLs with a number or PIN in them. */
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

/** One that only some parsers take counts, too. */
function isUrl(value: string): boolean {
  return URL.canParse(value) || value.includes("://");
}
