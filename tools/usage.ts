/** A command line asks for what there is not. */
export class UsageError extends Error {
  readonly code = "TOOL_USAGE";
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/**
 * Ends a tool for a wrong command line: prints the error's message, exit code 2.
 *
 * @throws any other error.
 */
export function endOnUsageError(error: unknown): void {
  const isParseError = (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS") === true;
  if (!isParseError && !(error instanceof UsageError)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
