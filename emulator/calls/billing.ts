import type { Switches } from "../domain/switches";

/** What sessions and calls cost, in the account's currency: 0 or more, with at most five decimals. */
export interface Prices {
  /** Charged once for each session that is created. */
  session: number;
  /** Charged for each minute that is billed of a call: which that are, the switch `billing` says. */
  callMinute: number;
}

/** Amounts are added as whole numbers of this part of the currency, so that sums are exact. */
const UNITS = 1_000_000;
const PRICE_UNITS = 100_000;
const MINUTE = 60;

/** An amount as a whole number of units. */
export function toUnits(amount: number): number {
  return Math.round(amount * UNITS);
}

/** Adds amounts exactly. */
export function sum(...amounts: number[]): number {
  return amounts.reduce((total, amount) => total + toUnits(amount), 0) / UNITS;
}

/** An amount as text with five decimals, as the vendor's voice API writes it. */
export function amountText(amount: number): string {
  return amount.toFixed(5);
}

/** What a leg comes to. */
export interface Bill {
  /** Whole seconds from the answer to the end. */
  duration: number;
  /** What is billed of that, in seconds. */
  billedDuration: number;
  amount: number;
}

/** How a leg is billed: in begun parts of so many seconds; null: not at all. */
export type Increment = 30 | 60 | null;

/** How the caller's leg and the called one are billed. */
export function incrementsOf({ billing }: Switches): { caller: Increment; called: Increment } {
  return billing === "both-minutes" ? { caller: 60, called: 60 } : { caller: null, called: 30 };
}

/** The bill of a leg that was answered at one time and ended at another (milliseconds); null: it was not answered. */
export function billOf(answered: number | null, ended: number, prices: Prices, increment: Increment): Bill {
  const milliseconds = answered === null ? 0 : Math.max(0, ended - answered);
  const billedDuration = increment === null ? 0 : Math.ceil(milliseconds / 1000 / increment) * increment;
  return {
    duration: Math.floor(milliseconds / 1000),
    billedDuration,
    amount: Math.round((toUnits(prices.callMinute) * billedDuration) / MINUTE) / UNITS,
  };
}

/** The bill of all legs together. */
export function totalOf(bills: readonly Bill[]): Bill {
  return {
    duration: bills.reduce((total, { duration }) => total + duration, 0),
    billedDuration: bills.reduce((total, { billedDuration }) => total + billedDuration, 0),
    amount: sum(...bills.map(({ amount }) => amount)),
  };
}

/** Looking at the prices, and changing them. */
export interface PriceControl {
  all(): Prices;
  /** Replaces them for what is charged from now on; what is left out costs nothing. Throws a TypeError, and changes nothing. */
  replace(prices: Partial<Prices>): void;
}

const NAMES = ["session", "callMinute"] as const;

function readPrice(name: string, value: unknown): number {
  const fits = typeof value === "number" && value >= 0 && value <= 1_000_000;
  if (!fits || Math.abs(value * PRICE_UNITS - Math.round(value * PRICE_UNITS)) > 1e-4) {
    throw new TypeError(`the price ${name} should be 0 to 1000000, with at most five decimals`);
  }
  return value;
}

function readPrices(prices: Partial<Prices>): Prices {
  const unknown = Object.keys(prices).find((name) => !NAMES.some((known) => known === name));
  if (unknown !== undefined) {
    throw new TypeError(`${unknown.slice(0, 100)} is no price: there are ${NAMES.join(", ")}`);
  }
  return {
    session: readPrice("session", prices.session ?? 0),
    callMinute: readPrice("callMinute", prices.callMinute ?? 0),
  };
}

/** What an emulator charges. */
export class PriceTable implements PriceControl {
  readonly #initial: Prices;
  #prices: Prices;

  constructor(prices: Partial<Prices> = {}) {
    this.#initial = readPrices(prices);
    this.#prices = this.#initial;
  }

  all(): Prices {
    return { ...this.#prices };
  }

  replace(prices: Partial<Prices>): void {
    this.#prices = readPrices(prices);
  }

  /** Back to the prices of the start. */
  reset(): void {
    this.#prices = this.#initial;
  }
}
