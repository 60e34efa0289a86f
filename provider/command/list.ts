import type { Command } from "commander";
import type { SessionDetails, SessionFilters } from "../reading";
import type { Context, SessionOptions } from "./context";
import { eachUnlessInterrupted } from "./io";
import { filtersOf, wholeNumber, withFilters, withSessions } from "./options";
import { counted, printSessions } from "./session-table";

interface ListOptions extends SessionOptions, SessionFilters {
  readonly maxResults?: number;
}

const about = `Lists sessions, live and expired, the newest first.

Without a filter on time Plivo lists those of the last 7 days. Times are ISO 8601 with a time zone, such as \
2026-03-01T10:00:00Z. All filters that are given must hold.`;

/** `npx pulumi-plivo-masking list` */
export function addList(program: Command, context: Context): void {
  const command = program.command("list").summary("list sessions, live and expired").description(about);
  withFilters(
    withSessions(command).option("--max-results <count>", "sessions at most (default: all)", wholeNumber),
  ).action((options: ListOptions) => list(context, options));
}

async function list(context: Context, options: ListOptions): Promise<void> {
  const { print } = context;
  const { sessions, more } = await context.withClient(options, async (client) =>
    collected(context, client.sessions(filtersOf(options)), options.maxResults),
  );
  const shown = sessions.map((session) => context.shown(session, options));
  if (options.json === true) {
    print.json({ sessions: shown, more });
    return;
  }
  if (shown.length === 0) print.note("No session matches.");
  else printSessions(print, shown);
  if (more) print.note(`There are more than ${counted(shown.length)}: raise --max-results to see them.`);
}

/** Everything of a source, or as much of it as is wanted. */
export async function collected(
  { io, print }: Context,
  source: AsyncIterable<SessionDetails>,
  most = Number.POSITIVE_INFINITY,
): Promise<{ sessions: SessionDetails[]; more: boolean }> {
  const sessions: SessionDetails[] = [];
  try {
    for await (const session of eachUnlessInterrupted(io, source)) {
      if (sessions.length === most) return { sessions, more: true };
      sessions.push(session);
      if (sessions.length % 20 === 1) print.progress(`${counted(sessions.length)} read ...`);
    }
  } finally {
    print.clear();
  }
  return { sessions, more: false };
}
