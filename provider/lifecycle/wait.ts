import { once } from "node:events";
import type { Context } from "./call";

/** Whether a call was cancelled, or its deadline has passed. */
export function isOver({ call, clock }: Pick<Context, "call" | "clock">): boolean {
  return call.signal?.aborted === true || clock.elapsed() >= (call.deadline ?? Infinity);
}

/**
 * Waits, at most until the call's deadline or its cancellation.
 *
 * @returns false if the call is over.
 */
export async function wait(context: Pick<Context, "call" | "clock">, ms: number): Promise<boolean> {
  if (isOver(context)) return false;
  const { call, clock } = context;
  const { signal, deadline = Infinity } = call;
  const allowedMs = Math.min(ms, deadline - clock.elapsed());
  const stop = new AbortController();
  const cancelled = signal && once(signal, "abort", { signal: stop.signal }).catch(() => undefined);
  await Promise.race([clock.wait(allowedMs), ...(cancelled === undefined ? [] : [cancelled])]);
  stop.abort();
  return !isOver(context);
}
