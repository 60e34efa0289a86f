import { OperationCancelledError } from "../session/errors";
import { durationText } from "../session/expiry";
import type { Context } from "./call";
import { wait } from "./wait";

const pollIntervalMs = 10_000;

/**
 * Waits until the session is in no call, for at most `drainTimeout` seconds.
 *
 * @throws OperationCancelledError if Pulumi's call ends before that.
 */
export async function drain(context: Context, sessionUuid: string, drainTimeout = 0): Promise<void> {
  const { call, client, clock } = context;
  const end = clock.elapsed() + drainTimeout * 1000;
  let isFirst = true;
  while (clock.elapsed() < end && (await client.find(sessionUuid))?.status === "in-progress") {
    if (isFirst) {
      call.log(
        `Masking session ${sessionUuid} is in a call: it will be expired after the call, or in ` +
          `${durationText(drainTimeout)} (drainTimeout).`,
      );
    }
    isFirst = false;
    if (!(await wait(context, Math.min(pollIntervalMs, end - clock.elapsed())))) {
      throw new OperationCancelledError(
        `Masking session ${sessionUuid} is still in a call, and was not expired.`,
      );
    }
  }
}
