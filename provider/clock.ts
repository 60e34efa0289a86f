import { ProviderError } from "./errors";

/** PLIVO_CLOCK_OFFSET is not a number of seconds. */
export class ClockOffsetError extends ProviderError {
  readonly code = "PLIVO_INVALID_CLOCK_OFFSET";
  constructor() {
    super("PLIVO_CLOCK_OFFSET must be a number of seconds, such as 3600 or -60: correct it, or unset it.");
  }
}

/** Milliseconds since the epoch. */
export type Clock = () => number;

/**
 * The provider's clock: the machine's, shifted by the environment's PLIVO_CLOCK_OFFSET (seconds), with which a preview
 * shows what a later `up` would do. A shifted clock says so, once.
 *
 * @throws ClockOffsetError on first use, where the offset is not a number.
 */
export function shiftedClock(environment: NodeJS.ProcessEnv, log: (line: string) => void): Clock {
  let offset: number | undefined;
  return () => {
    if (offset === undefined) {
      offset = readOffset(environment["PLIVO_CLOCK_OFFSET"]);
      if (offset !== 0) {
        log(`PLIVO_CLOCK_OFFSET is set: the provider's clock is shifted by ${String(offset)} s.`);
      }
    }
    return Date.now() + offset * 1000;
  };
}

function readOffset(text: string | undefined): number {
  if (text === undefined || text.trim() === "") return 0;
  const seconds = Number(text);
  if (!Number.isFinite(seconds)) throw new ClockOffsetError();
  return seconds;
}
