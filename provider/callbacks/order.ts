import type { CallbackClock } from "./clock";

/** What is known when an event is handed on. */
export interface EventContext {
  /** Whether one with a higher sequence number has been handed on before, since this one came after the wait for it was over. */
  readonly late: boolean;
}

type HandOn = (context: EventContext) => unknown;

/** Where an event stands. */
export interface Place {
  /** Whose event it is. */
  readonly session: string;
  /** Whether a status or a recording callback told it. */
  readonly kind: string;
  readonly number: number | undefined;
}

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
  /** The numbers that have come, the latest ones. */
  readonly seen: Set<number>;
  /** Whether one is being handed on. */
  busy: boolean;
  /** While something waits for what is missing. */
  gap: Gap | undefined;
}

/** The wait for what is missing. */
interface Gap {
  /** Gives it up. */
  readonly closed: AbortController;
  over: boolean;
}

/** A session's lines, by kind. */
type Lines = Map<string, Line>;

export interface EventOrderOptions {
  readonly clock: CallbackClock;
  /** Milliseconds for which a missing number is waited for. */
  readonly gapWait: number;
  /** Sessions whose next numbers are remembered while nothing is under way. */
  readonly maxSessions: number;
}

/** Counts begin with 0 or 1; before anything else, something may be missing. */
const surelyFirst = 1;
/** Numbers of a line that are remembered. */
const maxSeen = 1_000;

/**
 * Hands a session's events on in the order of their numbers, each once the one before it is done with; those of the status callbacks and those
 * of the recording callbacks each by themselves, since nothing says whether Plivo counts them together.
 *
 * - The number that follows on the last one goes at once, and so does 0 or 1 where nothing has come yet.
 * - A higher one waits for what is missing, at most `gapWait` after that was first missed, whatever else goes meanwhile; then the lowest goes. What
 *   the other callbacks of the session have had is not missing.
 * - A lower one, which has come too late, and one without a number go at once.
 * - A number that failed counts as missing.
 */
export class EventOrder {
  readonly #options: EventOrderOptions;
  /** The one that was used last stands last. */
  readonly #sessions = new Map<string, Lines>();

  constructor(options: EventOrderOptions) {
    this.#options = options;
  }

  /** Ends, or fails, as `handOn` does when it is the event's turn. */
  take({ session, kind, number }: Place, handOn: HandOn): Promise<void> {
    return new Promise((resolve) => {
      const lines: Lines = this.#sessions.get(session) ?? new Map<string, Line>();
      const line = lines.get(kind) ?? newLine();
      lines.set(kind, line);
      line.entries.push({ number, handOn, resolve });
      if (number !== undefined) see(line, number);
      this.#sessions.delete(session);
      this.#sessions.set(session, lines);
      this.#forgetIdle();
      for (const each of lines.values()) this.#advance(each, lines);
    });
  }

  #forgetIdle(): void {
    for (const [session, lines] of this.#sessions) {
      if (this.#sessions.size <= this.#options.maxSessions) return;
      if ([...lines.values()].every(isIdle)) this.#sessions.delete(session);
    }
  }

  #advance(line: Line, lines: Lines): void {
    if (line.busy || line.entries.length === 0) return;
    const first = line.entries.reduce((one, other) => (rank(other) < rank(one) ? other : one));
    const isNext = rank(first) <= firstMissing(line, lines);
    if (isNext || this.#options.gapWait === 0 || line.gap?.over === true) void this.#run(line, lines, first);
    else this.#waitForMissing(line, lines);
  }

  async #run(line: Line, lines: Lines, entry: Entry): Promise<void> {
    const { number, handOn, resolve } = entry;
    line.busy = true;
    line.entries = line.entries.filter((other) => other !== entry);
    const late = number !== undefined && line.next !== undefined && number < line.next;
    const outcome = handedOn(handOn, { late });
    const done = await outcome.then(
      () => true,
      () => false,
    );
    if (number !== undefined && !late) goTo(line, done ? number + 1 : number);
    line.busy = false;
    resolve(outcome);
    this.#advance(line, lines);
  }

  #waitForMissing(line: Line, lines: Lines): void {
    if (line.gap !== undefined) return;
    const gap: Gap = { closed: new AbortController(), over: false };
    line.gap = gap;
    const { signal } = gap.closed;
    this.#options.clock.wait(this.#options.gapWait, signal).then(
      () => {
        gap.over = true;
        this.#advance(line, lines);
      },
      () => undefined,
    );
  }
}

function newLine(): Line {
  return { next: undefined, entries: [], seen: new Set(), busy: false, gap: undefined };
}

/** What comes next; a gap before it is one no more, unless it is still that number that is missing. */
function goTo(line: Line, next: number): void {
  const goesOn = next === awaited(line);
  line.next = next;
  if (goesOn) return;
  line.gap?.closed.abort();
  line.gap = undefined;
}

function awaited({ next }: Line): number {
  return next ?? surelyFirst;
}

function isIdle({ busy, entries }: Line): boolean {
  return !busy && entries.length === 0;
}

function see({ seen }: Line, number: number): void {
  seen.add(number);
  const [oldest] = seen;
  if (seen.size > maxSeen && oldest !== undefined) seen.delete(oldest);
}

/** The lowest number that a line waits for. */
function firstMissing(line: Line, lines: Lines): number {
  const others = [...lines.values()].filter((other) => other !== line);
  let number = awaited(line);
  while (others.some(({ seen }) => seen.has(number))) number += 1;
  return number;
}

/** Without a number, before all others. */
function rank({ number }: Entry): number {
  return number ?? Number.NEGATIVE_INFINITY;
}

async function handedOn(handOn: HandOn, context: EventContext): Promise<void> {
  await handOn(context);
}
