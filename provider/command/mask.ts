import type { SessionDetails } from "../reading";

const bullets = "••••••";

/** A number of which the last two digits can be read: enough to tell two parties apart. */
export function maskedNumber(number: string): string {
  return `${bullets}${number.slice(-2)}`;
}

/** A URL whose user and password cannot be read. */
export function maskedUrl(url: string): string {
  return url.replace(/:\/\/[^/?#]*@/, `://${bullets}@`);
}

/** Whether a URL is secret: with a user or password, or with a party's number or PIN of its session in it. */
export function isSecretUrl(url: string, session: SessionDetails): boolean {
  return /:\/\/[^/?#]*@/.test(url) || namesParty(url, session);
}

/** In whatever form, with or without a country code; so many digits are hardly there by chance. */
function namesParty(url: string, session: SessionDetails): boolean {
  const decoded = url.replace(/%([0-7][0-9a-f])/gi, (_escape, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const digits = decoded.replace(/\D/g, "");
  const ends = [session.firstParty, session.secondParty].map(
    (one) => one?.replace(/\D/g, "").slice(-7) ?? "",
  );
  const pins = [session.firstPartyPin, session.secondPartyPin];
  return (
    ends.some((end) => end !== "" && digits.includes(end)) ||
    decoded.split(/\D+/).some((run) => run !== "" && pins.includes(run))
  );
}

/** A session without what is personal or secret: the parties' numbers, the PINs, passwords in URLs, and URLs with a number or PIN in them. */
export function masked(session: SessionDetails): SessionDetails {
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
  return value.includes("://") && namesParty(value, session) ? withoutPath(url) : url;
}

function withoutPath(url: string): string {
  const [origin = ""] = /^[^/]*\/\/[^/?#]*/.exec(url) ?? [];
  return `${origin}/${bullets}`;
}
