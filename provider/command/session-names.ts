import type { SessionDetails } from "../client/queries";
import { namesParty } from "./mask";

/** Sessions with the names of their resources, from the start of each UUID. */
export function namedSessions(
  sessions: readonly SessionDetails[],
): [name: string, session: SessionDetails][] {
  const names = new Set<string>();
  return sessions.map((session) => {
    const base = baseOf(session);
    let name = base;
    for (let next = 2; names.has(name); next += 1) name = `${base}-${String(next)}`;
    names.add(name);
    return [name, session];
  });
}

/** Pulumi shows names in clear text, so digits that match a party's number or PIN become letters. */
function baseOf(session: SessionDetails): string {
  const start = session.sessionUuid
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 8);
  const base = `session-${start}`;
  return namesParty(base, session) ? base.replace(/\d/g, (digit) => letters.charAt(Number(digit))) : base;
}

/** One for each digit, none of which a UUID has. */
const letters = "ghijklmnop";
