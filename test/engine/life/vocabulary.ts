import type { OnExpiry } from "../../../provider/session/expiry.ts";

/** What a session can be in when something happens to it. */
export const states = {
  live: "live",
  renewal: "in its renewal window (`renewBefore`)",
  last: "in its last 30 s",
  expired: "expired",
  forgotten: "expired, and unknown to Plivo (404)",
  unknown: "unknown to Plivo (404) before its end",
  call: "in a call",
  elsewhere: "changed elsewhere",
} as const;
export type State = keyof typeof states;

/** The events. `ringTimeout` represents each updatable argument, `geomatch` each create-only one. */
export const events = {
  nothing: "nothing changed",
  updatable: "`ringTimeout` changed",
  createOnly: "`geomatch` changed",
  refresh: "`pulumi refresh`",
  destroy: "taken out, or `pulumi destroy`",
} as const;
export type Event = keyof typeof events;

export type Outcome = "same" | "create" | "update" | "replace" | "delete" | "error";

/** The words of the table in docs/lifecycle.md, and what `pulumi up`, or the command, does by each. */
export const words = {
  "–": "nothing",
  update: "sends only what the program changed",
  extend: "sends `sessionExpiry` again, and what changed",
  replace: "creates a new session, then deletes the old one",
  "replace after the call": "the same, but waits for the call, at most `drainTimeout`",
  recreate: "creates a new session; deletes the old one if it is live and not extended",
  delete: "deletes the session",
  "delete after the call": "waits for the call, at most `drainTimeout`",
  forget: "removes the session from the state; the next `up` creates another",
  mark: "marks the session as expired in the state",
  fail: "fails",
  "fail, mark": "fails, and marks the session as expired; the next `up` follows `onExpiry`",
  accept: "puts the change into the state; the next `up` resets it",
} as const;
export type Word = keyof typeof words;

/** One cell of the table in docs/lifecycle.md: what the provider promises, and the tests expect. */
export interface Cell {
  readonly state: State;
  readonly event: Event;
  /** The values of `onExpiry` for which it holds. Default: any. */
  readonly onExpiry?: readonly OnExpiry[];
  /** Whether it holds of a session with `drainTimeout`. */
  readonly isDrained?: boolean;
  readonly preview: {
    readonly op: Outcome;
    /** The arguments, or outputs, that the preview names as the reason. */
    readonly names?: readonly string[];
    /**
     * The same on the native host, which names each property that differs, and the end that is put off.
     * Default: `names`.
     */
    readonly nativeNames?: readonly string[];
    /** Part of the provider's line or error. */
    readonly says?: string;
  };
  /** What `pulumi up`, or the event's command, does. Default: `preview.op`. */
  readonly op?: Outcome;
  readonly does: Word;
  /** Method, status and what is updated, in order. */
  readonly requests: readonly string[];
  /** What the next `pulumi up` does, if it has something to do. */
  readonly next?: { readonly op: Outcome; readonly requests: readonly string[] };
}

export const onExpiryValues = ["recreate", "ignore", "fail"] as const;

/** The first two columns of a row. */
export function headOf({ state, onExpiry, isDrained, event }: Cell): [string, string] {
  const values = onExpiry === undefined || onExpiry.length === onExpiryValues.length ? [] : onExpiry;
  const under = values.length === 0 ? "" : `, ${values.map((value) => `\`${value}\``).join(" or ")}`;
  return [`${states[state]}${under}${isDrained === true ? ", `drainTimeout` set" : ""}`, events[event]];
}
