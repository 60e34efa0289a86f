import type { Command } from "commander";
import type { Context, SessionOptions } from "./context";
import { exitCodes } from "./exit-codes";
import type { KnownSession } from "./exported-state";
import { assertStacks, knownSessions, withStacks, type StackOptions } from "./known-sessions";
import { liveSessions } from "./live-sessions";
import { withSessions } from "./options";
import { countText, printSessions } from "./session-table";

interface OrphansOptions extends SessionOptions, StackOptions {}

const about = `Finds live sessions that no given stack has. A killed run can leave such orphans.

Pass all stacks with sessions in the account: otherwise another stack's sessions look like orphans. A \
session that a stack reads with \`MaskingSession.get\` is no orphan. The exit code is 3 if there are \
orphans.`;

/** `npx pulumi-plivo-masking orphans` */
export function addOrphans(program: Command, context: Context): void {
  const command = program
    .command("orphans")
    .summary("find live sessions that no given stack has")
    .description(about);
  withSessions(withStacks(command)).action((options: OrphansOptions) => orphans(context, options));
}

async function orphans(context: Context, options: OrphansOptions): Promise<void> {
  const { json } = options;
  assertStacks(options);
  const { live, known, authId } = await context.withClient(options, async (client) => ({
    authId: client.authId,
    // Before the states, which then include sessions created since.
    live: await liveSessions(context, client),
    known: await knownSessions(context, options),
  }));
  // An import may have stored a UUID in capitals.
  const ids = new Set(known.map(({ sessionUuid }) => sessionUuid.toLowerCase()));
  const found = live.filter(({ sessionUuid }) => !ids.has(sessionUuid.toLowerCase()));
  const shown = found.map((session) => context.toDisplay(session, options));
  if (json === true) context.print.json({ orphans: shown, live: live.length, known: known.length });
  else if (shown.length > 0) printSessions(context, shown);
  printVerdict(context, found.length, live.length);
  warnOfAnotherAccount(context, known, authId);
  if (found.length > 0) context.exitCode = exitCodes.found;
}

function printVerdict({ print }: Context, orphanCount: number, liveCount: number): void {
  const live = countText(liveCount, "live session");
  if (orphanCount > 0) {
    const them = orphanCount === 1 ? "it" : "them";
    print.note(
      `${countText(orphanCount, "orphan")} among ${live}. ` +
        `Expire ${them} with \`npx pulumi-plivo-masking expire\`, ` +
        `or adopt ${them} with \`npx pulumi-plivo-masking import\`.`,
    );
    return;
  }
  if (liveCount === 0) print.note("No orphan: there is no live session.");
  else
    print.note(
      `No orphan: the given stacks have ${liveCount === 1 ? "the only live session" : `all ${live}`}.`,
    );
}

/** With another account's stacks, every session looks like an orphan. */
function warnOfAnotherAccount({ print }: Context, known: readonly KnownSession[], authId: string): void {
  if (known.length === 0 || known.some((session) => (session.authId ?? authId) === authId)) return;
  print.note(
    "All sessions of the given stacks belong to another account: check the credentials before you " +
      "expire any.",
  );
}
