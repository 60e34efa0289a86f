/** As many as a client's rate limiter lets through at once. */
const maxInFlight = 64;

/**
 * Works on all items in their order, several at a time. Starts no more once `isStopped` returns true.
 *
 * @throws the first error, without waiting for the others
 */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
  isStopped: () => boolean = () => false,
): Promise<void> {
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) {
      if (isStopped()) return;
      await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxInFlight, items.length) }, worker));
}
