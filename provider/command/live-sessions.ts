import type { MaskingClient } from "../client";
import type { SessionDetails } from "../client/queries";
import { windowsOf } from "../client/windows";
import type { Context } from "./context";
import { collect } from "./list-all";

const dayMs = 86_400_000;
/** The longest life of a session. */
const maxLifeMs = 30 * dayMs;
/** Almost as far as Plivo keeps sessions, and a day ahead, since clocks differ. */
const retentionMs = 90 * dayMs;
/** By which this machine's clock may be ahead of Plivo's. */
const clockSkewMs = 300_000;

/**
 * All live sessions; with `withinMs` those that end within that time. Asked for by both times: without the one Plivo lists 7 days
 * alone, without the other all that have ended too.
 */
export async function liveSessions(
  context: Context,
  client: MaskingClient,
  withinMs?: number,
): Promise<SessionDetails[]> {
  const now = context.clock.now();
  const time = (milliseconds: number) => new Date(milliseconds).toISOString();
  const filters = {
    createdTimeGte: time(now + dayMs - retentionMs),
    createdTimeLt: time(now + dayMs),
    expiryTimeGte: time(now - clockSkewMs),
    expiryTimeLt: time(withinMs === undefined ? now - clockSkewMs + maxLifeMs : now + withinMs),
  };
  const live: SessionDetails[] = [];
  // Cut here, since the client would say that it reads several windows, which is no news to whoever looks for live sessions.
  for (const window of windowsOf(filters, now)) {
    const { sessions } = await collect(context, client.sessions(window));
    // A session in a call is live too, and not active.
    live.push(...sessions.filter(({ status }) => status !== "expired"));
  }
  return live;
}
