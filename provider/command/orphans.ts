import type { Command } from "commander";
import type { MaskingClient } from "../client";
import type { SessionDetails } from "../reading";
import { windowsOf } from "../reading/windows";
import type { Context, SessionOptions } from "./context";
import { refusedUses } from "./errors";
import { exitCodes } from "./exit-codes";
import { sessionsOfFile, sessionsOfStack, type KnownSession } from "./exported-state";
import { unlessInterrupted } from "./io";
import { collected } from "./list";
import { withSessions } from "./options";
import { counted, printSessions } from "./session-table";

interface OrphansOptions extends SessionOptions {
  readonly stack?: string[];
  readonly state?: string[];
}

const about = `Finds live sessions that no given stack knows, such as a killed run leaves behind.

Give all stacks that have sessions in the account: what another one has is no orphan. A session of \
\`MaskingSession.get\` counts as known. Ends with 3 where there are orphans.`;

/** `npx pulumi-plivo-masking orphans` */
export function addOrphans(program: Command, context: Context): void {
  const command = program
    .command("orphans")
    .summary("find live sessions that no given stack knows")
    .description(about)
    .option("--stack <folders...>", "programs' folders, whose selected stacks `pulumi stack export` gives")
    .option("--state <files...>", "files that `pulumi stack export` has printed; - is the standard input");
  withSessions(command).action((options: OrphansOptions) => orphans(context, options));
}

async function orphans(context: Context, options: OrphansOptions): Promise<void> {
  const { stack = [], state = [], json } = options;
  if (stack.length + state.length === 0) throw refusedUses.noStack();
  const { live, known, authId } = await context.withClient(options, async (client) => ({
    authId: client.authId,
    // Before the states, which by then have what has been made meanwhile.
    live: await liveSessions(context, client),
    known: await knownSessions(context, stack, state),
  }));
  // A UUID is the same in capitals, as an import may have been given it.
  const ids = new Set(known.map(({ sessionUuid }) => sessionUuid.toLowerCase()));
  const found = live.filter(({ sessionUuid }) => !ids.has(sessionUuid.toLowerCase()));
  const shown = found.map((session) => context.shown(session, options));
  if (json === true) context.print.json({ orphans: shown, live: live.length, known: known.length });
  else if (shown.length > 0) printSessions(context.print, shown);
  printVerdict(context, found.length, live.length);
  warnOfAnotherAccount(context, known, authId);
  if (found.length > 0) context.exitCode = exitCodes.found;
}

/** Milliseconds. */
const day = 86_400_000;
/** The longest life of a session. */
const longest = 30 * day;
/** Almost as far as Plivo keeps sessions, and a day ahead, since clocks differ. */
const reach = 90 * day;
/** By which this machine's clock may be ahead of Plivo's. */
const clocksDiffer = 300_000;

/** Asked for by both times: without the one Plivo lists 7 days alone, without the other all that have ended too. */
async function liveSessions(context: Context, client: MaskingClient): Promise<SessionDetails[]> {
  const now = context.clock.now();
  const time = (milliseconds: number) => new Date(milliseconds).toISOString();
  const filters = {
    createdTimeGte: time(now + day - reach),
    createdTimeLt: time(now + day),
    expiryTimeGte: time(now - clocksDiffer),
    expiryTimeLt: time(now - clocksDiffer + longest),
  };
  const live: SessionDetails[] = [];
  // Cut here, since the client would say that it reads several windows, which is no news to whoever looks for orphans.
  for (const window of windowsOf(filters, now)) {
    const { sessions } = await collected(context, client.sessions(window));
    // A session in a call is live too, and not active.
    live.push(...sessions.filter(({ status }) => status !== "expired"));
  }
  return live;
}

async function knownSessions(
  { io, print }: Context,
  folders: readonly string[],
  files: readonly string[],
): Promise<KnownSession[]> {
  const known: KnownSession[] = [];
  for (const folder of folders) {
    print.progress(`pulumi stack export in ${folder} ...`);
    known.push(...(await unlessInterrupted(io, sessionsOfStack(io, folder))));
  }
  for (const file of files) known.push(...(await unlessInterrupted(io, sessionsOfFile(io, file))));
  print.clear();
  return known;
}

function printVerdict({ print }: Context, orphanCount: number, liveCount: number): void {
  if (orphanCount === 0) {
    print.note(`No orphan: the given stacks know all of ${counted(liveCount, "live session")}.`);
    return;
  }
  print.note(
    `${counted(orphanCount, "orphan")} among ${counted(liveCount, "live session")}. End them with \`npx pulumi-plivo-masking expire\`, or take them ` +
      "over with `npx pulumi-plivo-masking import`.",
  );
}

/** Then every session looks like an orphan. */
function warnOfAnotherAccount({ print }: Context, known: readonly KnownSession[], authId: string): void {
  if (known.length === 0 || known.some((session) => (session.authId ?? authId) === authId)) return;
  print.note(
    "All sessions of the given stacks belong to another account: check the credentials before you end any.",
  );
}
