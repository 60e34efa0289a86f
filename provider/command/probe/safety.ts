import type { RawRequest } from "../../plivo/raw-client";
import { sessionLifeSeconds } from "./limits";

/** A request that a probe must not send. It is a mistake in this package, and was not sent. */
class UnsafeRequest extends Error {}

/**
 * Throws for a request that could place a call, or let a session live longer than a few minutes.
 *
 * @param anyExpiry whether the user has allowed sessions without a session_expiry of the probe's own
 * (--default-expiry).
 */
export function assertSafe({ method, path = "", body = {} }: RawRequest, anyExpiry: boolean): void {
  if (method !== "POST") return;
  const names = Object.keys(body).map((name) => name.toLowerCase());
  if (names.some((name) => name.startsWith("initiate_call")))
    throw new UnsafeRequest("It could place a call.");
  if (anyExpiry) return;
  const isCreate = path.replace(/\/$/, "") === "";
  const { session_expiry: expiry } = body;
  const isShort = typeof expiry === "number" && expiry > 0 && expiry <= sessionLifeSeconds;
  const isUnchanged = !isCreate && !names.includes("session_expiry");
  if (!isShort && !isUnchanged) throw new UnsafeRequest("The session could live for too long.");
}
