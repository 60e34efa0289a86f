import type { Command } from "commander";
import type { Context } from "./context";
import { usageErrors } from "./errors";
import { sessionsOfFile, sessionsOfStack, stacksOf, type KnownSession } from "./exported-state";
import { unlessInterrupted } from "./io";

/** Where sessions may be known. */
export interface StackOptions {
  readonly stack?: string[];
  readonly allStacks?: true;
  readonly state?: string[];
}

/** Adds the options that say which stacks are asked. */
export function withStacks(command: Command): Command {
  return command
    .option("--stack <folders...>", "programs' folders, whose selected stacks `pulumi stack export` gives")
    .option(
      "--all-stacks",
      "all stacks of these programs, not only the selected ones (without --stack: of this folder)",
    )
    .option("--state <files...>", "files that `pulumi stack export` has printed; - is the standard input");
}

/** @throws UsageError where no stack is named. */
export function assertStacks({ stack = [], allStacks, state = [] }: StackOptions): void {
  if (stack.length + state.length === 0 && allStacks !== true) throw usageErrors.noStack();
}

/** The sessions that the stacks have. @throws UsageError, StateUnreadableError */
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
