import type { RawRequest } from "../../plivo/raw-client";
import { sessionLifeSeconds } from "./limits";

/** A request that a probe must not send, because of a bug in this package. It was not sent. */
class UnsafeRequest extends Error {}

/**
 * Throws for a request that could place a call, or create a session that lives longer than a few minutes.
 *
 * @param anyExpiry whether the user allows sessions without the probe's own session_expiry (--default-expiry)
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
  if (!isShort && !isUnchanged) throw new UnsafeRequest("The session could live too long.");
}
