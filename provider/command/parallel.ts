/** Requests that the command keeps in flight: as many as a client's rate limiter lets through at once. */
const maxInFlight = 64;

/**
 * Works on all items, some at a time and begun in their order. Begins no more once `stopped` says so.
 *
 * @throws the first error, without waiting for the others.
 */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
  stopped: () => boolean = () => false,
): Promise<void> {
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) {
      if (stopped()) return;
      await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxInFlight, items.length) }, worker));
}
