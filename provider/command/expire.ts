import type { Command } from "commander";
import type { MaskingClient } from "../client";
import { ProviderError } from "../common/errors";
import { AlreadyExpiredError } from "../plivo";
import type { SessionDetails } from "../client/queries";
import { ask } from "./ask";
import { changeSessions, outcomeJson, type Outcome } from "./change-sessions";
import type { AccountOptions, Context } from "./context";
import { usageErrors } from "./errors";
import { idsFrom, idsHelp } from "./ids";
import { Interrupted } from "./io";
import { maskedNumber } from "./mask";
import { withAccount } from "./options";
import { readSessions, type Found } from "./read-sessions";
import { countText } from "./session-table";

interface ExpireOptions extends AccountOptions {
  readonly yes?: true;
  readonly dryRun?: boolean;
}

const about = `Expires sessions: their virtual numbers no longer connect, and a call in progress is cut.

It asks for confirmation; without a terminal it needs --yes. With several IDs it only prints what it would \
do, unless you pass --yes or --no-dry-run. If a stack has the session, its next \`pulumi up\` creates it \
again: use \`pulumi destroy\` there.`;

/** `npx pulumi-plivo-masking expire` */
export function addExpire(program: Command, context: Context): void {
  const command = program
    .command("expire")
    .summary("expire sessions")
    .description(about)
    .argument("<ids...>", idsHelp)
    .option("--yes", "expire without confirmation")
    .option("--dry-run", "only print what would expire (default for several IDs)")
    .option("--no-dry-run", "ask for confirmation for several IDs too");
  withAccount(command).action((ids: string[], options: ExpireOptions) => expire(context, ids, options));
}

async function expire(context: Context, given: readonly string[], options: ExpireOptions): Promise<void> {
  const { io, print } = context;
  const ids = await idsFrom(io, given);
  const dryRun = options.dryRun ?? (ids.length > 1 && options.yes !== true);
  const mustAsk = !dryRun && options.yes !== true;
  // Standard input cannot hold both the IDs and the user's reply.
  if (mustAsk && (io.stdin.isTTY !== true || given.includes("-"))) throw usageErrors.noTerminal();
  await context.withClient(options, async (client) => {
    const sessions = await readSessions(context, client, ids);
    const live = sessions.filter(isLive);
    const confirmed = !mustAsk || live.length === 0 || (await ask(io, questionAbout(live)));
    const outcomes = await changeSessions(context, {
      ...{ ids, sessions, json: options.json === true, participle: "expired" },
      change: (session) => expireOne(client, session, { dryRun, confirmed }),
    });
    if (options.json === true) print.json({ dryRun, sessions: outcomes.map(outcomeJson) });
    if (io.interruption.signal.aborted) throw new Interrupted();
    if (dryRun) print.note(`Nothing was expired. Pass --yes to expire ${ids.length === 1 ? "it" : "them"}.`);
  });
}

function isLive(session: Found): session is SessionDetails {
  return !(session instanceof ProviderError) && session.status !== "expired";
}

function questionAbout(sessions: readonly SessionDetails[]): string {
  const [only] = sessions;
  const calls = sessions.filter(({ status }) => status === "in-progress").length;
  const cut = calls === 0 ? "" : ` ${countText(calls, "call")} in progress will be cut.`;
  if (sessions.length > 1 || only === undefined) return `Expire ${countText(sessions.length)}?${cut}`;
  const parties = [only.firstParty, only.secondParty].map((one) =>
    one === null ? "no one" : maskedNumber(one),
  );
  return `Expire session ${only.sessionUuid} between ${parties.join(" and ")}?${cut}`;
}

async function expireOne(
  client: MaskingClient,
  session: SessionDetails,
  { dryRun, confirmed }: { readonly dryRun: boolean; readonly confirmed: boolean },
): Promise<Outcome> {
  const { sessionUuid } = session;
  if (!isLive(session)) return { sessionUuid, outcome: "has already expired" };
  if (dryRun) return { sessionUuid, outcome: "would be expired" };
  if (!confirmed) return { sessionUuid, outcome: "left alone" };
  try {
    await client.expire(sessionUuid);
    return { sessionUuid, outcome: "expired", changed: true };
  } catch (error) {
    if (error instanceof AlreadyExpiredError) return { sessionUuid, outcome: "has already expired" };
    throw error;
  }
}
