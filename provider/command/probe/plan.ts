import { maskedNumber } from "../mask";
import { countText } from "../session-table";
import { limits, sessionLifeSeconds } from "./limits";
import type { ProbeSettings } from "./settings";

/** The plan that a probe prints before it starts. */
export function planLines(
  parties: readonly string[],
  { rateLimit, defaultExpiry, subaccount }: ProbeSettings,
  { isPlivo, leftBehind }: { readonly isPlivo: boolean; readonly leftBehind: number },
): string[] {
  const minutes = String(sessionLifeSeconds / 60);
  const max = limits.requests + (rateLimit ? limits.requestsOfFlood : 0);
  return [
    `The probe tests ${isPlivo ? "Plivo" : "the endpoint of PLIVO_ENDPOINT"} with sessions of ${parties.map(maskedNumber).join(" and ")}:`,
    "- It creates about 12 sessions, one or two at a time, and never more than " +
      `${String(limits.sessions)}. Plivo may charge for each.`,
    `- It expires each after some seconds. Each expires by itself after ${minutes} minutes at the latest.`,
    `- It sends about 100 requests, and never more than ${String(max)}. It places no call.`,
    ...(leftBehind === 0
      ? []
      : [`- First it expires ${countText(leftBehind, "session")} of an earlier probe.`]),
    ...(subaccount === undefined ? [] : ["- One session belongs to the subaccount."]),
    ...(rateLimit
      ? [
          `- At the end it sends up to ${String(limits.requestsOfFlood)} requests at once: ` +
            "for some seconds Plivo refuses all requests of the account.",
        ]
      : []),
    ...(defaultExpiry
      ? [
          "- Two sessions have no short expiry. The probe expires them at once; if it is killed at " +
            "that moment, the next probe does.",
        ]
      : []),
  ];
}
