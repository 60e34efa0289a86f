import type { CallbackClock } from "./clock";

/** What is known when an event is handed on. */
export interface EventContext {
  /** Whether one with a higher sequence number has been handed on before, since this one came after the wait for it was over. */
  readonly late: boolean;
}

type Dispatch = (context: EventContext) => unknown;

/** Where an event stands. */
export interface EventPosition {
  /** Whose event it is. */
  readonly session: string;
  /** Whether a status or a recording callback told it. */
  readonly kind: string;
  readonly number: number | undefined;
}

interface Entry {
  readonly number: number | undefined;
  readonly dispatch: Dispatch;
  readonly resolve: (outcome: Promise<void>) => void;
}

/** The events of one session's status callbacks, or of its recording callbacks. */
interface KindQueue {
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
  readonly controller: AbortController;
  timedOut: boolean;
}

/** A session's lines, by kind. */
type KindQueues = Map<string, KindQueue>;

export interface EventOrderOptions {
  readonly clock: CallbackClock;
  /** Milliseconds for which a missing number is waited for. */
  readonly gapTimeoutMs: number;
  /** Sessions whose next numbers are remembered while nothing is under way. */
  readonly maxSessions: number;
}

/** Counts begin with 0 or 1; before anything else, something may be missing. */
const maxFirstNumber = 1;
/** Numbers of a line that are remembered. */
const maxSeen = 1_000;

/**
 * Hands a session's events on in the order of their numbers, each once the one before it is done with; those of the status callbacks and those
 * of the recording callbacks each by themselves, since nothing says whether Plivo counts them together.
 *
 * - The number that follows on the last one goes at once, and so does 0 or 1 where nothing has come yet.
 * - A higher one waits for what is missing, at most `gapTimeoutMs` after that was first missed, whatever else goes meanwhile; then the lowest goes. What
 *   the other callbacks of the session have had is not missing.
 * - A lower one, which has come too late, and one without a number go at once.
 * - A number that failed counts as missing.
 */
export class EventOrder {
  readonly #options: EventOrderOptions;
  /** The one that was used last stands last. */
  readonly #sessions = new Map<string, KindQueues>();

  constructor(options: EventOrderOptions) {
    this.#options = options;
  }

  /** Ends, or fails, as `dispatch` does when it is the event's turn. */
  schedule({ session, kind, number }: EventPosition, dispatch: Dispatch): Promise<void> {
    return new Promise((resolve) => {
      const lines: KindQueues = this.#sessions.get(session) ?? new Map<string, KindQueue>();
      const line = lines.get(kind) ?? newLine();
      lines.set(kind, line);
      line.entries.push({ number, dispatch, resolve });
      if (number !== undefined) remember(line, number);
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

  #advance(line: KindQueue, lines: KindQueues): void {
    if (line.busy || line.entries.length === 0) return;
    const first = line.entries.reduce((one, other) => (rank(other) < rank(one) ? other : one));
    const isNext = rank(first) <= firstMissing(line, lines);
    if (isNext || this.#options.gapTimeoutMs === 0 || line.gap?.timedOut === true)
      void this.#run(line, lines, first);
    else this.#waitForMissing(line, lines);
  }

  async #run(line: KindQueue, lines: KindQueues, entry: Entry): Promise<void> {
    const { number, dispatch, resolve } = entry;
    line.busy = true;
    line.entries = line.entries.filter((other) => other !== entry);
    const late = number !== undefined && line.next !== undefined && number < line.next;
    const outcome = runDispatch(dispatch, { late });
    const done = await outcome.then(
      () => true,
      () => false,
    );
    if (number !== undefined && !late) advanceTo(line, done ? number + 1 : number);
    line.busy = false;
    resolve(outcome);
    this.#advance(line, lines);
  }

  #waitForMissing(line: KindQueue, lines: KindQueues): void {
    if (line.gap !== undefined) return;
    const gap: Gap = { controller: new AbortController(), timedOut: false };
    line.gap = gap;
    const { signal } = gap.controller;
    this.#options.clock.wait(this.#options.gapTimeoutMs, signal).then(
      () => {
        gap.timedOut = true;
        this.#advance(line, lines);
      },
      () => undefined,
    );
  }
}

function newLine(): KindQueue {
  return { next: undefined, entries: [], seen: new Set(), busy: false, gap: undefined };
}

/** What comes next; a gap before it is one no more, unless it is still that number that is missing. */
function advanceTo(line: KindQueue, next: number): void {
  const goesOn = next === expectedNumber(line);
  line.next = next;
  if (goesOn) return;
  line.gap?.controller.abort();
  line.gap = undefined;
}

function expectedNumber({ next }: KindQueue): number {
  return next ?? maxFirstNumber;
}

function isIdle({ busy, entries }: KindQueue): boolean {
  return !busy && entries.length === 0;
}

function remember({ seen }: KindQueue, number: number): void {
  seen.add(number);
  const [oldest] = seen;
  if (seen.size > maxSeen && oldest !== undefined) seen.delete(oldest);
}

/** The lowest number that a line waits for. */
function firstMissing(line: KindQueue, lines: KindQueues): number {
  const others = [...lines.values()].filter((other) => other !== line);
  let number = expectedNumber(line);
  while (others.some(({ seen }) => seen.has(number))) number += 1;
  return number;
}

/** Without a number, before all others. */
function rank({ number }: Entry): number {
  return number ?? Number.NEGATIVE_INFINITY;
}

async function runDispatch(dispatch: Dispatch, context: EventContext): Promise<void> {
  await dispatch(context);
}
