/**
 * The CPU time of this process during the work, in milliseconds. It does not depend on the machine's load.
 */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
}
