import { isJsonObject } from "../common/json";
import { callingCodes, callingCode } from "./calling-codes";

/** A virtual number of the account. */
export interface PoolNumber {
  /** E.164 with "+". */
  number: string;
  /** The subaccount of the number. Default: the main account. */
  subaccount?: string;
}

const e164 = /^\+[1-9]\d{6,14}$/;

/** Whether a JSON value is a pool number. */
export function isPoolNumber(value: unknown): value is PoolNumber {
  if (!isJsonObject(value) || typeof value["number"] !== "string" || !e164.test(value["number"]))
    return false;
  return value["subaccount"] === undefined || typeof value["subaccount"] === "string";
}

const numbersPerCountry = 100;

function defaultNumbers(): PoolNumber[] {
  return callingCodes.flatMap((code) =>
    Array.from({ length: numbersPerCountry }, (_, index) => {
      const ending = `555${String(numbersPerCountry + index).padStart(4, "0")}`;
      return { number: code === "1" ? `+1415${ending}` : `+${code}20${ending}` };
    }),
  );
}

function validateNumbers(numbers: readonly PoolNumber[]): PoolNumber[] {
  for (const { number } of numbers) {
    if (!e164.test(number)) throw new TypeError(`the pool's number ${number} is not E.164 with "+"`);
  }
  return numbers.map((entry) => ({ ...entry }));
}

/** Numbers in a stable order, overall and by country. */
interface Layout {
  readonly numbers: readonly PoolNumber[];
  readonly byCountry: ReadonlyMap<string | undefined, readonly PoolNumber[]>;
}

let defaultLayout: Layout | undefined;

/** Computed once for all emulators of the process: it takes as long as ten requests. */
function sharedDefaultLayout(): Layout {
  return (defaultLayout ??= layoutOf(defaultNumbers()));
}

function layoutOf(numbers: readonly PoolNumber[]): Layout {
  return { numbers, byCountry: byCountry(numbers) };
}

function byCountry(numbers: readonly PoolNumber[]): Map<string | undefined, PoolNumber[]> {
  const groups = new Map<string | undefined, PoolNumber[]>();
  for (const entry of numbers) {
    const code = callingCode(entry.number.slice(1));
    const group = groups.get(code);
    if (group) group.push(entry);
    else groups.set(code, [entry]);
  }
  return groups;
}

/** What a new session needs from the pool. */
export interface NumberRequest {
  subaccount: string | null;
  /** The party (without "+") that the number must share the country with. Null: any country. */
  sameCountryAs: string | null;
}

/**
 * The account's virtual numbers in a stable order. The default pool has 100 numbers of each calling code, for
 * the main account and all subaccounts.
 */
export class NumberPool {
  #layout: Layout;
  #servesEverySubaccount = false;
  #isReplaced = false;
  /** Undefined: the default pool. */
  readonly #initial: Layout | undefined;
  readonly #onChange: () => void;

  /**
   * @param numbers the initial numbers. Default: the default pool.
   * @param onChange is called after each change.
   */
  constructor(numbers: readonly PoolNumber[] | undefined, onChange: () => void = () => undefined) {
    this.#initial = numbers && layoutOf(validateNumbers(numbers));
    this.#onChange = onChange;
    this.#layout = this.#initial ?? sharedDefaultLayout();
    this.reset();
  }

  /** Whether the initial numbers were replaced. */
  get isReplaced(): boolean {
    return this.#isReplaced;
  }

  all(): PoolNumber[] {
    return this.#layout.numbers.map((entry) => ({ ...entry }));
  }

  /** Replaces the pool. Sessions keep their numbers. */
  replace(numbers: readonly PoolNumber[]): void {
    this.#layout = layoutOf(validateNumbers(numbers));
    this.#servesEverySubaccount = false;
    this.#isReplaced = true;
    this.#onChange();
  }

  /** Restores the initial pool. */
  reset(): void {
    this.#layout = this.#initial ?? sharedDefaultLayout();
    this.#servesEverySubaccount = this.#initial === undefined;
    this.#isReplaced = false;
    this.#onChange();
  }

  /** The first free number (without "+") that fits the request. Undefined if there is none. */
  choose(wish: NumberRequest, taken: ReadonlySet<string>): string | undefined {
    const country = wish.sameCountryAs === null ? undefined : callingCode(wish.sameCountryAs);
    const { numbers, byCountry } = this.#layout;
    const candidates = wish.sameCountryAs === null ? numbers : (byCountry.get(country) ?? []);
    const suits = ({ number, subaccount }: PoolNumber) =>
      (this.#servesEverySubaccount || (subaccount ?? null) === wish.subaccount) &&
      !taken.has(number.slice(1));
    return candidates.find(suits)?.number.slice(1);
  }
}
