import { sum, toUnits, units, type Prices } from "../domain/prices";
import type { Switches } from "../domain/switches";

const minute = 60;

/** An amount with five decimals, as in Plivo's voice API. */
export function amountText(amount: number): string {
  return amount.toFixed(5);
}

/** The bill of a leg. */
export interface Bill {
  /** Whole seconds from the answer to the end. */
  duration: number;
  /** The billed seconds. */
  billedDuration: number;
  amount: number;
}

/** The billing increment in seconds. Null: the leg is not billed. */
export type Increment = 30 | 60 | null;

/** The increments of the caller's and the called leg. */
export function incrementsOf({ billing }: Switches): { caller: Increment; called: Increment } {
  return billing === "both-minutes" ? { caller: 60, called: 60 } : { caller: null, called: 30 };
}

/** The bill of a leg from its answer to its end, in milliseconds. Null: it was not answered. */
export function billOf(answered: number | null, ended: number, prices: Prices, increment: Increment): Bill {
  const milliseconds = answered === null ? 0 : Math.max(0, ended - answered);
  const billedDuration = increment === null ? 0 : Math.ceil(milliseconds / 1000 / increment) * increment;
  return {
    duration: Math.floor(milliseconds / 1000),
    billedDuration,
    amount: Math.round((toUnits(prices.callMinute) * billedDuration) / minute) / units,
  };
}

/** The sum of the legs' bills. */
export function totalOf(bills: readonly Bill[]): Bill {
  return {
    duration: bills.reduce((total, { duration }) => total + duration, 0),
    billedDuration: bills.reduce((total, { billedDuration }) => total + billedDuration, 0),
    amount: sum(...bills.map(({ amount }) => amount)),
  };
}
