import type { WireInteraction } from "./interaction";

/** The types of stored values. Phone numbers have no "+". Times are milliseconds since the epoch. */
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

/** An argument of the API. */
interface ArgumentColumns {
  /**
   * Whether an update can change it: always, only in a session with a single party, or never. Absent: it is
   * no argument.
   */
  readonly update?: "always" | "single-party" | "never";
  /** The range of integers that a request may send. */
  readonly min?: number;
  readonly max?: number;
  /** 0 means "not set": SDKs send it for arguments that the caller left out. */
  readonly zeroUnset?: true;
  /** With the switch `outOfRange`, a value out of range becomes the nearest bound. */
  readonly clamps?: true;
  /** The choices. */
  readonly values?: readonly string[];
  /** Without PIN authentication it has no effect and stays unset. */
  readonly needsPins?: true;
}

/** Its place in responses and controls. Absent: it is not shown. */
interface ResponseColumns {
  /** Its position among the keys of a response. */
  readonly response?: number;
  /** Its position in the document's example with PINs, after the keys of the example without PINs. */
  readonly pinExample?: number;
  /** The value in the shape "full" if it is unset. Default: null. */
  readonly unset?: "" | false | 0;
  /** The same, only with PIN authentication. */
  readonly unsetWithPins?: "";
  /** Its position among the keys that only the controls show. */
  readonly control?: number;
}

/** A field of a session. */
export interface SessionField extends ArgumentColumns, ResponseColumns {
  readonly kind: Kind;
  /** It can be unset (null). */
  readonly nullable?: true;
  /** The default for creates and for older data files. Default: null. */
  readonly default?: string | number | boolean;
  /** The default with the switch `defaults` at "text". */
  readonly defaultByText?: number;
  /** How lists filter by it: equality, comparison or status. */
  readonly filter?: "equal" | "compare" | "status";
  /** "fixed": never changes. "internal": neither shown nor changed. "computed": not stored. */
  readonly storage?: "fixed" | "internal" | "computed";
}
