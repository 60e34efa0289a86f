import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import type { OnExpiry } from "../../../provider/session/expiry.ts";
import { parties } from "../../support/field-changes.ts";
import { cells } from "./cells.ts";
import { onExpiryValues, type Cell, type State } from "./vocabulary.ts";

/** One session of a stack in which every row of the table happens at once. */
export interface Case {
  readonly name: string;
  readonly cell: Cell;
  readonly onExpiry: OnExpiry;
}

/** Those of a row: one for each `onExpiry` for which it holds. */
export function casesOf(cell: Cell): Case[] {
  const isQuiet = cell.event === "nothing" || cell.event === "refresh";
  const values = cell.onExpiry ?? (isQuiet ? onExpiryValues : ["recreate"]);
  return values.map((onExpiry) => ({ name: `${cell.state}-${onExpiry}-${cell.event}`, cell, onExpiry }));
}

export const cases = cells.filter(({ isDrained }) => isDrained !== true).flatMap(casesOf);
const day = 86_400;
/** Seconds from the last create to the moment of every event. */
export const later = 20_000;
/** 2 h 14 min. */
const ago = 8_040;

const sessionExpiry: Record<State, number> = {
  live: day,
  renewal: later + ago + 55,
  last: later + 29,
  expired: later - ago - 2,
  forgotten: later - ago - 2,
  unknown: day,
  call: day,
  elsewhere: day,
};

export interface Stage {
  /** Whether the program has what its rows say. */
  readonly changed: boolean;
  /** Whether what stops a whole run is left out: expired sessions under `onExpiry: "fail"`. */
  readonly cured: boolean;
}

/** What the program declares for a case. */
export function argsOf(
  { cell: { state, event }, onExpiry }: Case,
  index: number,
  stage: Stage,
): MaskingSessionArgs {
  const isStopping = (state === "expired" || state === "forgotten") && onExpiry === "fail";
  return {
    ...parties(index),
    record: false,
    ringTimeout: stage.changed && event === "updatable" ? 20 : 30,
    ...(stage.changed && event === "createOnly" ? { geomatch: false } : {}),
    onExpiry: stage.cured && isStopping ? "ignore" : onExpiry,
    sessionExpiry: sessionExpiry[state],
    ...(state === "renewal" ? { renewBefore: 10_800 } : {}),
  };
}
