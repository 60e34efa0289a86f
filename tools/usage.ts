/**
 * Ends a tool for a command line that asks for what there is not: prints the error's message, exit code 2.
 *
 * @param isUsage whether the error is the tool's own about its command line; those of `parseArgs` count
 * anyway.
 * @throws any other error.
 */
export function endOnUsageError(error: unknown, isUsage: (error: unknown) => boolean): void {
  const isParseError = (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS") === true;
  if (!isParseError && !isUsage(error)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
