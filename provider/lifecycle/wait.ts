import { once } from "node:events";
import type { Context } from "./call";

/** Whether a call was cancelled, or its deadline has come. */
export function isOver({ call, clock }: Pick<Context, "call" | "clock">): boolean {
  return call.signal?.aborted === true || clock.elapsed() >= (call.deadline ?? Infinity);
}

/**
 * Waits as long as the call may.
 *
 * @returns false if the call was cancelled, or its deadline has come.
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
