/** The prices of sessions and calls in the account's currency: 0 or more, with at most five decimals. */
export interface Prices {
  /** Charged for each created session. */
  session: number;
  /** Charged for each billed minute of a call. The switch `billing` decides which minutes are billed. */
  callMinute: number;
}

/** Amounts are added as integers of this unit, so that sums are exact. */
export const units = 1_000_000;

/** An amount as an integer number of units. */
export function toUnits(amount: number): number {
  return Math.round(amount * units);
}

/** The exact sum of amounts. */
export function sum(...amounts: number[]): number {
  return amounts.reduce((total, amount) => total + toUnits(amount), 0) / units;
}

/** Reads and replaces the prices. */
export interface PriceControl {
  all(): Prices;
  /**
   * Replaces the prices of later charges. A price that is left out is 0.
   * @throws TypeError and changes nothing.
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
    throw new TypeError(`${unknown.slice(0, 100)} is not a price: use ${names.join(", ")}`);
  }
  return {
    session: readPrice("session", prices.session ?? 0),
    callMinute: readPrice("callMinute", prices.callMinute ?? 0),
  };
}

/** The emulator's prices. */
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

  /** Restores the initial prices. */
  reset(): void {
    this.#prices = this.#initial;
  }
}
