import type { CallbackClock } from "./clock";

/** What is known when an event is handed on. */
export interface EventContext {
  /** Whether one with a higher sequence number has been handed on before, since this one came after the wait for it was over. */
  readonly late: boolean;
}

type HandOn = (context: EventContext) => unknown;

interface Entry {
  readonly number: number | undefined;
  readonly handOn: HandOn;
  readonly resolve: (outcome: Promise<void>) => void;
}

/** The events of one session's status callbacks, or of its recording callbacks. */
interface Line {
  /** What is to come next; undefined while nothing has come. */
  next: number | undefined;
  entries: Entry[];
  /** Whether one is being handed on. */
  busy: boolean;
  /** Ends the wait for what is missing. */
  gap: AbortController | undefined;
}

export interface EventOrderOptions {
  readonly clock: CallbackClock;
  /** Milliseconds for which a missing number is waited for. */
  readonly gapWait: number;
  /** Lines whose next number is remembered while nothing is under way. */
  readonly maxLines: number;
}

/** Counts begin with 0 or 1; before anything else, something may be missing. */
const surelyFirst = 1;

/**
 * Hands the events of a line on in the order of their numbers, each once the one before it is done with.
 *
 * - The number that follows on the last one goes at once, and so does 0 or 1 where nothing has come yet.
 * - A higher one waits for what is missing, at most `gapWait` after it came and after the last one went; then the lowest goes.
 * - A lower one, which has come too late, and one without a number go at once.
 * - A number that failed counts as missing.
 */
export class EventOrder {
  readonly #options: EventOrderOptions;
  /** The one that was used last stands last. */
  readonly #lines = new Map<string, Line>();

  constructor(options: EventOrderOptions) {
    this.#options = options;
  }

  /** Ends, or fails, as `handOn` does when it is the event's turn. */
  take(name: string, number: number | undefined, handOn: HandOn): Promise<void> {
    return new Promise((resolve) => {
      const line = this.#lines.get(name) ?? { next: undefined, entries: [], busy: false, gap: undefined };
      line.entries.push({ number, handOn, resolve });
      this.#lines.delete(name);
      this.#lines.set(name, line);
      this.#forgetIdle();
      this.#advance(line);
    });
  }

  #forgetIdle(): void {
    for (const [name, { busy, entries }] of this.#lines) {
      if (this.#lines.size <= this.#options.maxLines) return;
      if (!busy && entries.length === 0) this.#lines.delete(name);
    }
  }

  #advance(line: Line): void {
    if (line.busy || line.entries.length === 0) return;
    const first = line.entries.reduce((one, other) => (rank(other) < rank(one) ? other : one));
    if (rank(first) <= (line.next ?? surelyFirst)) void this.#run(line, first);
    else this.#waitForMissing(line);
  }

  async #run(line: Line, entry: Entry): Promise<void> {
    const { number, handOn, resolve } = entry;
    line.busy = true;
    line.gap?.abort("handed on");
    line.gap = undefined;
    line.entries = line.entries.filter((other) => other !== entry);
    const late = number !== undefined && line.next !== undefined && number < line.next;
    const outcome = handedOn(handOn, { late });
    const done = await outcome.then(
      () => true,
      () => false,
    );
    if (number !== undefined && !late) line.next = done ? number + 1 : number;
    line.busy = false;
    resolve(outcome);
    this.#advance(line);
  }

  #waitForMissing(line: Line): void {
    if (line.gap !== undefined) return;
    const gap = new AbortController();
    line.gap = gap;
    this.#options.clock.wait(this.#options.gapWait, gap.signal).then(
      () => {
        if (!gap.signal.aborted) this.#goOn(line);
      },
      () => undefined,
    );
  }

  /** What is missing is not waited for any longer. */
  #goOn(line: Line): void {
    line.gap = undefined;
    line.next = Math.min(...line.entries.map(rank));
    this.#advance(line);
  }
}

/** Without a number, before all others. */
function rank({ number }: Entry): number {
  return number ?? Number.NEGATIVE_INFINITY;
}

async function handedOn(handOn: HandOn, context: EventContext): Promise<void> {
  await handOn(context);
}
