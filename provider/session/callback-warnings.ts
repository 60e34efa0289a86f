import { isLoopback } from "../common/loopback";
import type { FieldName } from "./fields";
import { unknownInput } from "./unknown";

/** The URLs that receive a session's events, which contain the parties' numbers. */
const names = ["callbackUrl", "recordingCallbackUrl"] as const;

/** Warnings about callback URLs that are valid but probably a mistake. None quotes a value. */
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
