import type { CallbackClock } from "./clock";

/** What `onEvent` receives beside the event. */
export interface EventContext {
  /** True if an event with a higher sequence number was passed before, because this one arrived too late. */
  readonly late: boolean;
}

type Dispatch = (context: EventContext) => unknown;

export interface EventPosition {
  readonly session: string;
  /** Status and recording callbacks have separate orders. */
  readonly kind: string;
  readonly number: number | undefined;
}

interface Entry {
  readonly number: number | undefined;
  readonly dispatch: Dispatch;
  readonly resolve: (outcome: Promise<void>) => void;
}

/** The events of one kind of one session. */
interface KindQueue {
  /** The next number; undefined before the first event. */
  next: number | undefined;
  entries: Entry[];
  /** The latest received numbers. */
  readonly seen: Set<number>;
  /** Whether an event is being dispatched. */
  busy: boolean;
  /** Set while an event waits for a missing number. */
  gap: Gap | undefined;
}

interface Gap {
  /** Aborts the wait. */
  readonly controller: AbortController;
  timedOut: boolean;
}

/** A session's queues, by kind. */
type KindQueues = Map<string, KindQueue>;

export interface EventOrderOptions {
  readonly clock: CallbackClock;
  readonly gapTimeoutMs: number;
  /** Idle sessions with a remembered next number. */
  readonly maxSessions: number;
}

/** Plivo's count starts with 0 or 1. If the first received number is higher, one may be missing. */
const maxFirstNumber = 1;
const maxSeen = 1_000;

/**
 * Dispatches the events of a session in the order of their numbers, one after the other. Status and recording
 * callbacks have separate orders, because Plivo does not document whether it counts them together.
 *
 * - The next number is dispatched at once; so are 0 and 1 at the start.
 * - A higher number waits for the missing ones, at most `gapTimeoutMs` from the first miss. Then the lowest
 *   follows. A number that the session's other queue has received is not missing.
 * - A lower number is late, and is dispatched at once. So is an event without a number.
 * - A number that failed counts as missing.
 */
export class EventOrder {
  readonly #options: EventOrderOptions;
  /** The least recently used first. */
  readonly #sessions = new Map<string, KindQueues>();

  constructor(options: EventOrderOptions) {
    this.#options = options;
  }

  /** Calls `dispatch` when it is the event's turn, and settles with its result. */
  schedule({ session, kind, number }: EventPosition, dispatch: Dispatch): Promise<void> {
    return new Promise((resolve) => {
      const queues: KindQueues = this.#sessions.get(session) ?? new Map<string, KindQueue>();
      const queue = queues.get(kind) ?? newQueue();
      queues.set(kind, queue);
      queue.entries.push({ number, dispatch, resolve });
      if (number !== undefined) remember(queue, number);
      this.#sessions.delete(session);
      this.#sessions.set(session, queues);
      this.#forgetIdle();
      for (const each of queues.values()) this.#advance(each, queues);
    });
  }

  #forgetIdle(): void {
    for (const [session, queues] of this.#sessions) {
      if (this.#sessions.size <= this.#options.maxSessions) return;
      if ([...queues.values()].every(isIdle)) this.#sessions.delete(session);
    }
  }

  #advance(queue: KindQueue, queues: KindQueues): void {
    if (queue.busy || queue.entries.length === 0) return;
    const first = queue.entries.reduce((one, other) => (rank(other) < rank(one) ? other : one));
    const isNext = rank(first) <= firstMissing(queue, queues);
    if (isNext || this.#options.gapTimeoutMs === 0 || queue.gap?.timedOut === true)
      void this.#run(queue, queues, first);
    else this.#waitForMissing(queue, queues);
  }

  async #run(queue: KindQueue, queues: KindQueues, entry: Entry): Promise<void> {
    const { number, dispatch, resolve } = entry;
    queue.busy = true;
    queue.entries = queue.entries.filter((other) => other !== entry);
    const late = number !== undefined && queue.next !== undefined && number < queue.next;
    const outcome = runDispatch(dispatch, { late });
    const done = await outcome.then(
      () => true,
      () => false,
    );
    if (number !== undefined && !late) advanceTo(queue, done ? number + 1 : number);
    queue.busy = false;
    resolve(outcome);
    this.#advance(queue, queues);
  }

  #waitForMissing(queue: KindQueue, queues: KindQueues): void {
    if (queue.gap !== undefined) return;
    const gap: Gap = { controller: new AbortController(), timedOut: false };
    queue.gap = gap;
    const { signal } = gap.controller;
    this.#options.clock.wait(this.#options.gapTimeoutMs, signal).then(
      () => {
        gap.timedOut = true;
        this.#advance(queue, queues);
      },
      () => undefined,
    );
  }
}

function newQueue(): KindQueue {
  return { next: undefined, entries: [], seen: new Set(), busy: false, gap: undefined };
}

/** Ends the wait for a gap, unless the same number is still missing. */
function advanceTo(queue: KindQueue, next: number): void {
  const isStillMissing = next === expectedNumber(queue);
  queue.next = next;
  if (isStillMissing) return;
  queue.gap?.controller.abort();
  queue.gap = undefined;
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

/** The lowest number that a queue waits for. */
function firstMissing(queue: KindQueue, queues: KindQueues): number {
  const others = [...queues.values()].filter((other) => other !== queue);
  let number = expectedNumber(queue);
  while (others.some(({ seen }) => seen.has(number))) number += 1;
  return number;
}

/** An event without a number comes first. */
function rank({ number }: Entry): number {
  return number ?? Number.NEGATIVE_INFINITY;
}

async function runDispatch(dispatch: Dispatch, context: EventContext): Promise<void> {
  await dispatch(context);
}
