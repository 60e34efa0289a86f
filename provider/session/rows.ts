import type { Kind } from "./kinds";

/**
 * The effect of a changed argument on a live session:
 * - `replace`: Plivo cannot change it, so a new session is created;
 * - `updateSingleParty`: updated in place if the session was created with `createSessionWithSingleParty`,
 *   else replaced;
 * - `update`: one update request changes it;
 * - `keep`: an argument of this provider, so only the state changes;
 * - `adopt`: the UUID to adopt. A different UUID replaces the session; removing it, or naming the current
 *   session, changes nothing.
 */
export type Effect = "replace" | "updateSingleParty" | "update" | "keep" | "adopt";

/**
 * Whether Plivo's responses have an argument:
 * - `documented`: all have it, according to its document;
 * - `undocumented`: its servers' have it, so a missing one may still be set;
 * - `unseen`: it is read, but no response has had it yet;
 * - `never`: it is not read.
 */
export type Reported = "documented" | "undocumented" | "unseen" | "never";

/**
 * One row of the table. Check, diff, requests, responses, filters, secrets, types and pages derive from it.
 */
export interface Field {
  readonly kind: Kind;
  readonly effect: Effect;
  /** Whether it is encrypted in the state and shown as `[secret]`. */
  readonly secret: boolean;
  /** Whether it is sent to Plivo; false for this provider's own arguments. */
  readonly sent: boolean;
  /** Plivo's name. Default: the name in snake case. */
  readonly wireName: string | undefined;
  readonly reported: Reported;
  /** Whether it needs PIN authentication, without which responses do not have it. */
  readonly onlyWithPins: boolean;
  /** Whether sessions can be listed by it. */
  readonly filter: boolean;
  /** Whether only the dynamic host has it, because Pulumi has a replacement for native resources. */
  readonly dynamicOnly: boolean;
  /**
   * The documented default, if Plivo's servers use it. It equals an absent value, except for a field with the
   * effect `update`: an update sends it when the argument is removed. Undefined if removal sends nothing.
   */
  readonly default: FieldValue | undefined;
}

export type FieldValue = string | number | boolean;

/** The optional properties of a row. Default: no default, not secret, sent, `documented`, no filter. */
type Traits = { readonly [Name in keyof Omit<Field, "kind" | "effect">]?: Field[Name] };

/** A row. Its type determines those of requests, responses and filters. */
export interface Row<E extends Effect, K extends Kind, T> extends Field {
  readonly effect: E;
  readonly kind: K;
  readonly sent: T extends { readonly sent: false } ? false : true;
  readonly reported: T extends { readonly reported: infer R extends Reported } ? R : "documented";
  readonly filter: T extends { readonly filter: true } ? true : false;
  readonly dynamicOnly: T extends { readonly dynamicOnly: true } ? true : false;
}

const row = <E extends Effect, const K extends Kind, const T extends Traits>(effect: E, kind: K, traits: T) =>
  ({
    effect,
    kind,
    secret: false,
    sent: true,
    wireName: undefined,
    reported: "documented",
    onlyWithPins: false,
    filter: false,
    dynamicOnly: false,
    default: undefined,
    ...traits,
  }) as Field as Row<E, K, T>;

export const createOnly = <const K extends Kind, const T extends Traits>(kind: K, traits: T) =>
  row("replace", kind, traits);
export const updatable = <const K extends Kind, const T extends Traits>(kind: K, traits: T) =>
  row("update", kind, traits);
export const party = () => row("updateSingleParty", "phoneNumber", { secret: true, filter: true });
export const providerOnly = <E extends Effect, const K extends Kind, const T extends Traits>(
  effect: E,
  kind: K,
  traits: T,
) => row(effect, kind, { ...traits, sent: false, reported: "never" } as const);
