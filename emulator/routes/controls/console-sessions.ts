import { controlledSession, type ControlledSession } from "../../domain/response-shapes";
import { statusAt, type Session } from "../../domain/session";
import type { Emulation } from "../../emulation";

const maxPageSize = 200;
const defaultPageSize = 50;

/** A page of the console's list of sessions. */
export interface ConsolePage {
  /** The emulator's time, ISO 8601. */
  now: string;
  /** The accounts' auth IDs. */
  accounts: string[];
  /** The number of sessions by status. */
  counts: Record<string, number>;
  /** The number of sessions that match the filter. */
  total: number;
  limit: number;
  offset: number;
  /** Newest first, of all accounts. */
  sessions: ControlledSession[];
}

function readCount(name: string, text: string | undefined, defaultValue: number, max: number): number {
  if (text === undefined) return defaultValue;
  if (!/^\d{1,9}$/.test(text) || Number(text) > max) throw new RangeError(`${name} takes 0 to ${max}`);
  return Number(text);
}

/** Whether a session contains all words in its identifying fields. Numbers match with and without "+". */
function containsWords(words: readonly string[], now: number): (session: Session) => boolean {
  return (session) => {
    const known = [
      session.session_uuid,
      session.virtual_number,
      session.first_party,
      session.second_party,
      statusAt(session, now),
      session.auth_id,
      session.subaccount,
    ];
    const text = known.join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

function countStatuses(sessions: readonly Session[], now: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const session of sessions) {
    const status = statusAt(session, now);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/**
 * A page of sessions. `q` has the words to filter by; `limit` is at most 200.
 * @throws RangeError
 */
export function consolePage(emulation: Emulation, query: Readonly<Record<string, string>>): ConsolePage {
  const limit = readCount("limit", query["limit"], defaultPageSize, maxPageSize);
  const offset = readCount("offset", query["offset"], 0, 999_999_999);
  const now = emulation.clock.now();
  const words = (query["q"] ?? "")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const all = emulation.sessions.all();
  const plain = words.map((word) => word.replace(/^\+/, ""));
  const matching = words.length === 0 ? all : all.filter(containsWords(plain, now));
  const end = Math.max(matching.length - offset, 0);
  return {
    now: new Date(now).toISOString(),
    accounts: emulation.accounts.map(({ authId }) => authId),
    counts: countStatuses(all, now),
    total: matching.length,
    limit,
    offset,
    sessions: matching
      .slice(Math.max(end - limit, 0), end)
      .reverse()
      .map((session) => controlledSession(session, now)),
  };
}
