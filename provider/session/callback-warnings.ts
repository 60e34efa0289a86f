import { isLoopback } from "../common/loopback";
import type { FieldName } from "./fields";
import { unknownInput } from "./unknown";

/** The URLs to which Plivo sends a session's events, with the parties' numbers in them. */
const names = ["callbackUrl", "recordingCallbackUrl"] as const;

/** What is allowed of callback URLs, and probably not meant: one sentence for each argument, without its value. */
export function callbackWarnings(
  values: ReadonlyMap<FieldName, unknown>,
  reachesLoopback: (account: string | undefined) => boolean,
): string[] {
  const account = values.get("account");
  const isReached = account === unknownInput || reachesLoopback(account as string | undefined);
  return names.flatMap((name) => {
    const value = values.get(name);
    const url = typeof value === "string" ? URL.parse(value) : null;
    if (url === null) return [];
    if (isLoopback(url)) {
      return isReached
        ? []
        : [`${name} leads to this machine, which Plivo cannot reach: set a public URL, such as a tunnel's.`];
    }
    return url.protocol === "http:"
      ? [
          `${name} starts with http://, so Plivo sends the parties' numbers to it in clear: use a URL with https://.`,
        ]
      : [];
  });
}
