import type { Command } from "commander";
import type { Context } from "./context";
import { usageErrors } from "./errors";
import { sessionsOfFile, sessionsOfStack, stacksOf, type KnownSession } from "./exported-state";
import { unlessInterrupted } from "./io";

/** The stacks to read. */
export interface StackOptions {
  readonly stack?: string[];
  readonly allStacks?: true;
  readonly state?: string[];
}

/** Adds the options that select stacks. */
export function withStacks(command: Command): Command {
  return command
    .option("--stack <folders...>", "programs' folders; reads the selected stacks with `pulumi stack export`")
    .option("--all-stacks", "all stacks of these programs (without --stack: of this folder's program)")
    .option("--state <files...>", "files with the output of `pulumi stack export`; - is standard input");
}

/** @throws UsageError if no stack is selected. */
export function assertStacks({ stack = [], allStacks, state = [] }: StackOptions): void {
  if (stack.length + state.length === 0 && allStacks !== true) throw usageErrors.noStack();
}

/** The sessions of the stacks. @throws UsageError, StateUnreadableError */
export async function knownSessions(
  { io, print }: Context,
  { stack, allStacks, state = [] }: StackOptions,
): Promise<KnownSession[]> {
  const folders = stack ?? (allStacks === true ? ["."] : []);
  const known: KnownSession[] = [];
  for (const folder of folders) {
    const names = allStacks === true ? await unlessInterrupted(io, stacksOf(io, folder)) : [undefined];
    for (const name of names) {
      print.progress(`pulumi stack export${name === undefined ? "" : ` --stack ${name}`} in ${folder} ...`);
      known.push(...(await unlessInterrupted(io, sessionsOfStack(io, folder, name))));
    }
  }
  for (const file of state) known.push(...(await unlessInterrupted(io, sessionsOfFile(io, file))));
  print.clear();
  return known;
}
