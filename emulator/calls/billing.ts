import { sum, toUnits, units, type Prices } from "../domain/prices";
import type { Switches } from "../domain/switches";

const minute = 60;

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
    amount: Math.round((toUnits(prices.callMinute) * billedDuration) / minute) / units,
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
