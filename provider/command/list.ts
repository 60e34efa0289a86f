import { Option, type Command } from "commander";
import type { MaskingClient } from "../client";
import { filterNames, type SessionDetails, type SessionFilters } from "../client/queries";
import type { Context, SessionOptions } from "./context";
import { collect } from "./list-all";
import { liveSessions } from "./live-sessions";
import { durationSeconds, filtersOf, wholeNumber, withFilters, withSessions } from "./options";
import { countText, printSessions } from "./session-table";

interface ListOptions extends SessionOptions, SessionFilters {
  readonly maxResults?: number;
  /** Seconds. */
  readonly expiring?: number;
}

const about = `Lists sessions, live and expired, the newest first.

Without a time filter Plivo lists the last 7 days. Times are ISO 8601 with a time zone, such as \
2026-03-01T10:00:00Z. A session must match all filters.`;

/** `npx pulumi-plivo-masking list` */
export function addList(program: Command, context: Context): void {
  const command = program.command("list").summary("list sessions, live and expired").description(about);
  withFilters(
    withSessions(command)
      .addOption(
        new Option(
          "--expiring <duration>",
          "live sessions that expire within this time, such as 30m; the next to expire first",
        )
          .argParser(durationSeconds)
          .conflicts([...filterNames]),
      )
      .option("--max-results <count>", "the maximum number of sessions (default: all)", wholeNumber),
  ).action((options: ListOptions) => list(context, options));
}

async function list(context: Context, options: ListOptions): Promise<void> {
  const { print } = context;
  const { sessions, more } = await context.withClient(options, (client) =>
    querySessions(context, client, options),
  );
  const shown = sessions.map((session) => context.toDisplay(session, options));
  if (options.json === true) {
    print.json({ sessions: shown, more });
    return;
  }
  if (shown.length === 0) print.note("No session matches.");
  else printSessions(context, shown);
  if (more)
    print.note(
      `More than ${countText(shown.length, "session matches", "sessions match")}: raise --max-results to see all.`,
    );
}

async function querySessions(
  context: Context,
  client: MaskingClient,
  options: ListOptions,
): Promise<{ sessions: readonly SessionDetails[]; more: boolean }> {
  const { expiring, maxResults } = options;
  if (expiring === undefined) return collect(context, client.sessions(filtersOf(options)), maxResults);
  const live = await liveSessions(context, client, expiring * 1000);
  const now = context.clock.now();
  const end = ({ expiryTime }: SessionDetails) => (expiryTime === null ? 0 : Date.parse(expiryTime));
  const sessions = live.filter((session) => end(session) > now).sort((one, other) => end(one) - end(other));
  return { sessions: sessions.slice(0, maxResults), more: sessions.length > (maxResults ?? sessions.length) };
}
