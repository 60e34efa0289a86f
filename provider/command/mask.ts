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

/** A session without what is personal or secret: the parties' numbers, the PINs, and passwords in URLs. */
export function masked(session: SessionDetails): SessionDetails {
  const entries = Object.entries(session).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === "string" ? maskedValue(name, value) : value,
  ]);
  return Object.fromEntries(entries) as SessionDetails;
}

function maskedValue(name: string, value: string): string {
  if (name === "firstParty" || name === "secondParty") return maskedNumber(value);
  if (name === "firstPartyPin" || name === "secondPartyPin") return bullets;
  return maskedUrl(value);
}
