/** What sessions and calls cost, in the account's currency: 0 or more, with at most five decimals. */
export interface Prices {
  /** Charged once for each session that is created. */
  session: number;
  /** Charged for each minute that is billed of a call: which that are, the switch `billing` says. */
  callMinute: number;
}

/** Amounts are added as whole numbers of this part of the currency, so that sums are exact. */
export const units = 1_000_000;

/** An amount as a whole number of units. */
export function toUnits(amount: number): number {
  return Math.round(amount * units);
}

/** Adds amounts exactly. */
export function sum(...amounts: number[]): number {
  return amounts.reduce((total, amount) => total + toUnits(amount), 0) / units;
}

/** Looking at the prices, and changing them. */
export interface PriceControl {
  all(): Prices;
  /**
   * Replaces them for what is charged from now on; what is left out costs nothing. Throws a TypeError, and
   * changes nothing.
   */
  replace(prices: Partial<Prices>): void;
}

const priceUnits = 100_000;
const names = ["session", "callMinute"] as const;

function readPrice(name: string, value: unknown): number {
  const fits = typeof value === "number" && value >= 0 && value <= 1_000_000;
  if (!fits || Math.abs(value * priceUnits - Math.round(value * priceUnits)) > 1e-4) {
    throw new TypeError(`the price ${name} should be 0 to 1000000, with at most five decimals`);
  }
  return value;
}

function readPrices(prices: Partial<Prices>): Prices {
  const unknown = Object.keys(prices).find((name) => !names.some((known) => known === name));
  if (unknown !== undefined) {
    throw new TypeError(`${unknown.slice(0, 100)} is no price: there are ${names.join(", ")}`);
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
