import type { Readable, Writable } from "node:stream";
import type { Clock } from "../common/clock";

export type Input = Readable & { readonly isTTY?: boolean };

export type Output = Writable & {
  readonly isTTY?: boolean;
  /** The terminal's width in characters. */
  readonly columns?: number;
};

/** The parts of the process that the command uses. */
export interface Io {
  readonly stdin: Input;
  /** Only results. */
  readonly stdout: Output;
  /** Progress, notes, questions and errors. */
  readonly stderr: Output;
  readonly environment: NodeJS.ProcessEnv;
  /** The real clock, without PLIVO_CLOCK_OFFSET. */
  readonly clock: Clock;
  /** The current folder. */
  readonly folder: string;
  /** Aborted by Ctrl-C. */
  readonly interruption: AbortController;
}

/** Ctrl-C was pressed. */
export class Interrupted extends Error {}

/**
 * Waits for work that can be abandoned on Ctrl-C.
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

/** The items of a source, each read with `unlessInterrupted`. */
export async function* eachUnlessInterrupted<T>(io: Io, source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  for (;;) {
    const next = await unlessInterrupted(io, iterator.next());
    if (next.done === true) return;
    yield next.value;
  }
}
