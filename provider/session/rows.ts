import type { Kind } from "./kinds";

/**
 * What a changed argument does to a live session:
 * - `replace`: the vendor cannot change it, a new session is created;
 * - `updateSingleParty`: updated in place if the session was created with `createSessionWithSingleParty`,
 *   else replaced;
 * - `update`: one update request with this field;
 * - `keep`: an argument of ours, nothing is sent, only the state is rewritten;
 * - `adopt`: the UUID to adopt. A different UUID replaces the session; removing it, or naming the current
 *   session, changes nothing.
 */
export type Effect = "replace" | "updateSingleParty" | "update" | "keep" | "adopt";

/**
 * Whether the vendor's responses show an argument:
 * - `documented`: all do, as its document says;
 * - `undocumented`: its servers do, beyond the document: if it is missing, it need not be unset;
 * - `unseen`: it is read, but no response has shown it yet;
 * - `never`: it is not read.
 */
export type Reported = "documented" | "undocumented" | "unseen" | "never";

/**
 * One row of the table: everything that check, diff, requests, responses, filters, secrets, types and pages
 * derive from.
 */
export interface Field {
  readonly kind: Kind;
  readonly effect: Effect;
  /** Encrypted in state and shown as `[secret]`. */
  readonly secret: boolean;
  /** Whether the vendor's create call takes it; false for arguments of ours. */
  readonly sent: boolean;
  /** The vendor's name. Default: the name in snake case. */
  readonly wireName: string | undefined;
  readonly reported: Reported;
  /** Means something only with PIN authentication; without it, responses show no value. */
  readonly onlyWithPins: boolean;
  /** Whether sessions can be listed by it. */
  readonly filter: boolean;
  /** Whether only the dynamic host takes it, since native resources have a means of Pulumi's own. */
  readonly dynamicOnly: boolean;
  /**
   * The documented default, if it is certain. For a field that replaces (or is ours) it equals "absent"; for
   * one that updates it is sent once when the argument is removed. Undefined: a removed argument just stops
   * being managed.
   */
  readonly default: FieldValue | undefined;
}

export type FieldValue = string | number | boolean;

/**
 * What a row says beside its effect and kind. The defaults: no default, not secret, sent, `documented`, no
 * filter.
 */
type Traits = { readonly [Name in keyof Omit<Field, "kind" | "effect">]?: Field[Name] };

/** A row, whose type tells what requests, responses and filters are typed by. */
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
