import { parseArgs } from "node:util";

export interface Options<Name extends string> {
  readonly full: boolean;
  readonly only: Name | undefined;
  /** Where the bars go as JSON. */
  readonly json: string | undefined;
  /** Whether docs/scaling.md and its plots get the figures. */
  readonly write: boolean;
  /** By how much the sizes from 1,000 on are made smaller. */
  readonly scale: number;
}

/** The command line asks for what there is not. */
export class UsageError extends Error {
  readonly code = "BENCH_USAGE";
  constructor(what: string) {
    super(what);
    this.name = "UsageError";
  }
}

/**
 * Reads a command line.
 *
 * @param cases the names of what there is to run.
 * @throws UsageError
 */
export function readOptions<Name extends string>(
  parameters: readonly string[],
  cases: readonly Name[],
): Options<Name> {
  const { full, only, json, write, scale } = parsed(parameters);
  const name = cases.find((one) => one === only);
  if (only !== undefined && name === undefined) {
    throw new UsageError(`There is no case "${only}". There are: ${cases.join(", ")}.`);
  }
  const factor = Number(scale);
  if (!(factor > 0 && factor <= 1)) throw new UsageError("--scale is a number above 0, and 1 at most.");
  if (write && (!full || name !== undefined || factor !== 1)) {
    throw new UsageError("--write needs --full, and neither --only nor --scale.");
  }
  return { full, only: name, json, write, scale: factor };
}

function parsed(parameters: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  const options = {
    full: flag,
    write: flag,
    only: { type: "string" },
    json: { type: "string" },
    scale: { type: "string", default: "1" },
  } as const;
  try {
    return parseArgs({ args: [...parameters], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
