import type { MaskingClient } from "../client";
import type { SessionDetails } from "../client/queries";
import { windowsOf } from "../client/windows";
import type { Context } from "./context";
import { collect } from "./list-all";

const dayMs = 86_400_000;
const maxLifeMs = 30 * dayMs;
/** Plivo keeps sessions for 90 days. */
const retentionMs = 90 * dayMs;
/** How far this machine's clock may be ahead of Plivo's. */
const clockSkewMs = 300_000;

/**
 * All live sessions, or with `withinMs` those that expire within that time. Filters by both times: without
 * created_time Plivo lists only 7 days, without expiry_time all expired sessions too.
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
  // Splits the range here, because the client would log that it reads several windows.
  for (const window of windowsOf(filters, now)) {
    const { sessions } = await collect(context, client.sessions(window));
    // Not status=active: a session in a call is live too.
    live.push(...sessions.filter(({ status }) => status !== "expired"));
  }
  return live;
}
