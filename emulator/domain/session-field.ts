import type { WireInteraction } from "./interaction";

/** The types of stored values. Phone numbers have no "+"; times are milliseconds since the epoch. */
export interface KindTypes {
  phone: string;
  text: string;
  url: string;
  /** The URL of an audio file. */
  audio: string;
  pin: string;
  choice: string;
  integer: number;
  boolean: boolean;
  time: number;
  number: number;
  /** In the account's currency. */
  amount: number;
  interactions: WireInteraction[];
}

export type Kind = keyof KindTypes;

/** One of the API's arguments: what a request may send, and what it means. */
interface ArgumentColumns {
  /**
   * When an update takes it: always, only in a session with a single party, or never. Absent: no argument.
   */
  readonly update?: "always" | "single-party" | "never";
  /** The least and the greatest integer that a request may send. */
  readonly min?: number;
  readonly max?: number;
  /** 0 means "not set", as SDKs send it for what their caller left out. */
  readonly zeroUnset?: true;
  /** With the switch `outOfRange` a value out of range becomes the nearest bound. */
  readonly clamps?: true;
  /** What can be chosen. */
  readonly values?: readonly string[];
  /** Without PIN authentication it has no effect and stays unset. */
  readonly needsPins?: true;
}

/** Where responses and controls show it, and how. Absent: they do not. */
interface ResponseColumns {
  /** Its place among the keys of a response. */
  readonly response?: number;
  /** Its place in the document's example of a session with PINs, after the keys of the example without. */
  readonly pinExample?: number;
  /** What the shape "full" shows if it is unset. Absent: null. */
  readonly unset?: "" | false | 0;
  /** The same, only with PIN authentication. */
  readonly unsetWithPins?: "";
  /** Its place among the keys that only the controls show, after those of a response. */
  readonly control?: number;
}

/** One field of a session: all that the emulator knows of it. */
export interface SessionField extends ArgumentColumns, ResponseColumns {
  readonly kind: Kind;
  /** It can be unset, which is null. */
  readonly nullable?: true;
  /** For a create that leaves it out, and for data files from before it was added. Absent: null. */
  readonly default?: string | number | boolean;
  /** The same with the switch `defaults` at "text". */
  readonly defaultByText?: number;
  /** How lists are filtered by it: by equality, by equality and order, or by status. */
  readonly filter?: "equal" | "compare" | "status";
  /** "fixed": never changes. "internal": neither shown nor changed. "computed": not stored. */
  readonly storage?: "fixed" | "internal" | "computed";
}
