import type { Clock } from "../common/clock";
import type { PlivoClient } from "../plivo";
import { duration } from "../session/expiry";

export interface DrainContext {
  readonly client: PlivoClient;
  readonly clock: Clock;
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
}

/** Milliseconds from one look at a call to the next. */
const interval = 10_000;

/** Waits until no call goes over the session any more, for as many seconds at most; not at all without `drainTimeout`. */
export async function drain(
  { client, clock, log }: DrainContext,
  sessionUuid: string,
  drainTimeout = 0,
): Promise<void> {
  const end = clock.elapsed() + drainTimeout * 1000;
  let isFirst = true;
  while (clock.elapsed() < end && (await client.find(sessionUuid))?.status === "in-progress") {
    if (isFirst) {
      log(
        `Masking session ${sessionUuid} is in a call: it is ended after the call, or in ${duration(drainTimeout)} (drainTimeout).`,
      );
    }
    isFirst = false;
    await clock.wait(Math.min(interval, end - clock.elapsed()));
  }
}
