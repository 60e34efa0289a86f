import type { SessionDetails } from "../client/queries";
import type { Context } from "./context";
import { eachUnlessInterrupted } from "./io";
import { countText } from "./session-table";

/** At most `max` sessions of a source. */
export async function collect(
  { io, print }: Context,
  source: AsyncIterable<SessionDetails>,
  max = Number.POSITIVE_INFINITY,
): Promise<{ sessions: SessionDetails[]; more: boolean }> {
  const sessions: SessionDetails[] = [];
  try {
    for await (const session of eachUnlessInterrupted(io, source)) {
      if (sessions.length === max) return { sessions, more: true };
      sessions.push(session);
      if (sessions.length % 20 === 1) print.progress(`${countText(sessions.length)} read ...`);
    }
  } finally {
    print.clear();
  }
  return { sessions, more: false };
}
