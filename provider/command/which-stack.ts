import type { Command } from "commander";
import { InvalidSessionUuidError, isSessionUuid } from "../plivo/session-uuid";
import type { CommonOptions, Context } from "./context";
import { usageErrors } from "./errors";
import { exitCodes } from "./exit-codes";
import type { KnownSession } from "./exported-state";
import { idsFrom, idsHelp } from "./ids";
import { knownSessions, withStacks, type StackOptions } from "./known-sessions";
import { withJson } from "./options";

interface WhichStackOptions extends CommonOptions, StackOptions {}

const about = `Finds the stack and the resource of a session.

It reads all stacks of this folder's program, unless you pass --stack or --state. It sends Plivo no request \
and needs no credentials. The exit code is 3 if a session is in no stack.`;

/** `npx pulumi-plivo-masking which-stack` */
export function addWhichStack(program: Command, context: Context): void {
  const command = program
    .command("which-stack")
    .summary("find the stack of a session")
    .description(about)
    .argument("<ids...>", idsHelp);
  withJson(withStacks(command)).action((ids: string[], options: WhichStackOptions) =>
    whichStack(context, ids, options),
  );
}

interface Row {
  readonly sessionUuid: string;
  readonly found: KnownSession | undefined;
}

async function whichStack(
  context: Context,
  given: readonly string[],
  options: WhichStackOptions,
): Promise<void> {
  const { io, print } = context;
  if (given.includes("-") && options.state?.includes("-") === true) throw usageErrors.stdinTwice();
  const ids = await idsFrom(io, given);
  if (!ids.every(isSessionUuid)) throw new InvalidSessionUuidError();
  const isSelected = options.stack !== undefined || options.state !== undefined;
  const known = await knownSessions(context, isSelected ? options : { allStacks: true });
  const rows = ids.flatMap((sessionUuid): Row[] => {
    const found = known.filter((one) => one.sessionUuid.toLowerCase() === sessionUuid.toLowerCase());
    return found.length === 0
      ? [{ sessionUuid, found: undefined }]
      : found.map((one) => ({ sessionUuid, found: one }));
  });
  if (options.json === true) print.json({ sessions: ids.map((id) => asJson(id, rows)) });
  else {
    print.table(rows, [
      { title: "SESSION", text: ({ sessionUuid }) => sessionUuid },
      { title: "STACK", text: ({ found }) => found?.stack ?? "-" },
      { title: "PROJECT", text: ({ found }) => found?.project ?? "-" },
      { title: "RESOURCE", text: ({ found }) => found?.name ?? "in none of these stacks" },
    ]);
  }
  if (rows.some(({ found }) => found === undefined)) context.exitCode = exitCodes.found;
}

function asJson(sessionUuid: string, rows: readonly Row[]): object {
  const found = rows.flatMap((row) => (row.sessionUuid === sessionUuid && row.found ? [row.found] : []));
  return {
    sessionUuid,
    resources: found.map(({ stack, project, name, urn }) => ({ stack, project, name, urn })),
  };
}
