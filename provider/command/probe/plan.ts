import { maskedNumber } from "../mask";
import { countText } from "../session-table";
import { limits, sessionLifeSeconds } from "./limits";
import type { ProbeSettings } from "./settings";

/** What a probe is about to do, in lines. */
export function planLines(
  parties: readonly string[],
  { rateLimit, defaultExpiry, subaccount }: ProbeSettings,
  { isPlivo, leftBehind }: { readonly isPlivo: boolean; readonly leftBehind: number },
): string[] {
  const minutes = String(sessionLifeSeconds / 60);
  const max = limits.requests + (rateLimit ? limits.requestsOfFlood : 0);
  return [
    `The probe asks ${isPlivo ? "Plivo" : "the endpoint of PLIVO_ENDPOINT"} how it answers, with sessions of ${parties.map(maskedNumber).join(" and ")}:`,
    `- It creates about 12 sessions, one or two at a time, and never more than ${String(limits.sessions)}. Plivo may charge for each.`,
    `- Each is expired after some seconds, and ends by itself after ${minutes} minutes at the latest.`,
    `- It sends about 100 requests, and never more than ${String(max)}. It places no call.`,
    ...(leftBehind === 0
      ? []
      : [`- First it expires ${countText(leftBehind, "session")} that an earlier probe has left.`]),
    ...(subaccount === undefined ? [] : ["- One session is of the subaccount."]),
    ...(rateLimit
      ? [
          `- At its end it sends up to ${String(limits.requestsOfFlood)} requests at once: for some seconds Plivo refuses other requests of the account.`,
        ]
      : []),
    ...(defaultExpiry
      ? [
          "- Two sessions have no such end of the probe's own. They are expired at once; if the probe is killed just then, by the next probe.",
        ]
      : []),
  ];
}
