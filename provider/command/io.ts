import type { Readable, Writable } from "node:stream";
import type { Clock } from "../common/clock";

/** Where answers to questions come from; a terminal, or not. */
export type Input = Readable & { readonly isTTY?: boolean };

/** Where something is shown; a terminal, or not. */
export type Output = Writable & {
  readonly isTTY?: boolean;
  /** Characters on a line of the terminal. */
  readonly columns?: number;
};

/** What the command touches of the process that runs it. */
export interface Io {
  readonly stdin: Input;
  /** Results alone. */
  readonly stdout: Output;
  /** Everything else: progress, notes, questions, errors. */
  readonly stderr: Output;
  readonly environment: NodeJS.ProcessEnv;
  /** The machine's time, which PLIVO_CLOCK_OFFSET shifts. */
  readonly clock: Clock;
  /** The folder in which the command was started. */
  readonly folder: string;
  /** Aborted by Ctrl-C. */
  readonly interruption: AbortController;
}

/** Ctrl-C was pressed. */
export class Interrupted extends Error {}

/**
 * Waits for what can be given up at any time: after Ctrl-C no longer.
 *
 * @throws Interrupted
 */
export async function unlessInterrupted<T>({ interruption }: Io, work: Promise<T>): Promise<T> {
  const { signal } = interruption;
  work.catch(() => undefined);
  if (signal.aborted) throw new Interrupted();
  const over = new AbortController();
  const stopped = new Promise<never>((_resolve, reject) => {
    const stop = () => {
      reject(new Interrupted());
    };
    signal.addEventListener("abort", stop, { signal: over.signal });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    over.abort();
  }
}

/** The same of everything that comes one after another. */
export async function* eachUnlessInterrupted<T>(io: Io, source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  for (;;) {
    const next = await unlessInterrupted(io, iterator.next());
    if (next.done === true) return;
    yield next.value;
  }
}
