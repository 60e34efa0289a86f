import type { Command } from "commander";
import type { MaskingClient } from "../client";
import { ProviderError } from "../errors";
import { AlreadyExpiredError, InvalidSessionUuidError, NotFoundError } from "../plivo";
import { scrub } from "../plivo/scrub";
import type { SessionDetails } from "../reading";
import { ask } from "./ask";
import type { AccountOptions, Context } from "./context";
import { refusedUses } from "./errors";
import { exitCodeOf, exitCodes } from "./exit-codes";
import { Interrupted, unlessInterrupted } from "./io";
import { maskedNumber } from "./mask";
import { withAccount } from "./options";
import { styled, type Styled } from "./printer";
import { counted } from "./session-table";

interface ExpireOptions extends AccountOptions {
  readonly yes?: true;
  readonly dryRun?: boolean;
}

/** What has come of a session. */
type Outcome = "expired" | "would be expired" | "has already expired" | "left alone" | "failed";

interface Ending {
  readonly sessionUuid: string;
  readonly outcome: Outcome;
  /** Why it failed. */
  readonly error?: ProviderError;
}

const about = `Ends sessions: their virtual numbers connect nobody any more, and a call in progress is cut.

Asks on a terminal; elsewhere --yes is needed. More than one are only shown, unless --yes or --no-dry-run is given. \
A session that a stack has is made anew by its next \`pulumi up\`: destroy it there instead.`;

/** `npx pulumi-plivo-masking expire` */
export function addExpire(program: Command, context: Context): void {
  const command = program
    .command("expire")
    .summary("end sessions")
    .description(about)
    .argument("<ids...>", "the sessions' UUIDs")
    .option("--yes", "do not ask")
    .option("--dry-run", "only show what would be done (the default for more than one)")
    .option("--no-dry-run", "ask for more than one too");
  withAccount(command).action((ids: string[], options: ExpireOptions) => expire(context, ids, options));
}

async function expire(context: Context, ids: readonly string[], options: ExpireOptions): Promise<void> {
  const { io } = context;
  const different = [...new Set(ids)];
  const dryRun = options.dryRun ?? (different.length > 1 && options.yes !== true);
  if (!dryRun && options.yes !== true && io.stdin.isTTY !== true) throw refusedUses.noTerminal();
  await context.withClient(options, async (client) => {
    const sessions = await found(context, client, different);
    const live = sessions.filter(isLive);
    const asks = !dryRun && options.yes !== true && live.length > 0;
    const agreed = !asks || (await ask(io, questionAbout(live)));
    await endAll(context, client, { ids: different, sessions, dryRun, agreed, json: options.json === true });
  });
}

/** A session, or why it cannot be read. */
type Found = SessionDetails | ProviderError;

function isLive(session: Found): session is SessionDetails {
  return !(session instanceof ProviderError) && session.status !== "expired";
}

/** All are read before any is ended, so that what is asked about is known. */
async function found(
  { io, print }: Context,
  client: MaskingClient,
  ids: readonly string[],
): Promise<Found[]> {
  const sessions: Found[] = [];
  for (const id of ids) {
    if (ids.length > 1) print.progress(`Reading ${String(sessions.length + 1)} of ${String(ids.length)} ...`);
    sessions.push(await unlessInterrupted(io, client.get(id)).catch(ofThisSession));
  }
  print.clear();
  return sessions;
}

/** What is wrong with one id; anything else concerns them all. */
function ofThisSession(error: unknown): ProviderError {
  if (error instanceof NotFoundError || error instanceof InvalidSessionUuidError) return error;
  throw error;
}

function questionAbout(sessions: readonly SessionDetails[]): string {
  const [only] = sessions;
  const calls = sessions.filter(({ status }) => status === "in-progress").length;
  const cut = calls === 0 ? "" : ` ${counted(calls, "call")} in progress will be cut.`;
  if (sessions.length > 1 || only === undefined) return `End ${counted(sessions.length)}?${cut}`;
  const parties = [only.firstParty, only.secondParty].map((one) =>
    one === null ? "nobody" : maskedNumber(one),
  );
  return `End session ${only.sessionUuid} between ${parties.join(" and ")}?${cut}`;
}

interface Plan {
  readonly ids: readonly string[];
  readonly sessions: readonly Found[];
  readonly dryRun: boolean;
  readonly agreed: boolean;
  readonly json: boolean;
}

/**
 * After Ctrl-C the request that is under way is waited for, and no other begins; what was done is said in any case, by then where the JSON is still to
 * come, since a second Ctrl-C ends the process.
 */
async function endAll(context: Context, client: MaskingClient, plan: Plan): Promise<void> {
  const { io, print } = context;
  const endings: Ending[] = [];
  const wait = () => {
    if (plan.json) for (const ending of endings) print.note(...told(ending));
    const sessionUuid = plan.ids[endings.length] ?? "";
    print.note(`Waiting for session ${sessionUuid}, which is being ended; Ctrl-C again gives it up.`);
  };
  io.interruption.signal.addEventListener("abort", wait);
  for (const [index, session] of plan.sessions.entries()) {
    if (io.interruption.signal.aborted) break;
    const ending = await endOne(client, plan.ids[index] ?? "", session, plan);
    endings.push(ending);
    if (!plan.json) print.line(...told(ending));
  }
  io.interruption.signal.removeEventListener("abort", wait);
  if (plan.json) print.json({ dryRun: plan.dryRun, sessions: endings.map(asJson) });
  if (io.interruption.signal.aborted) throw new Interrupted();
  if (plan.dryRun) print.note("Nothing was ended. Give --yes to end them.");
  context.exitCode = Math.max(
    exitCodes.ok,
    ...endings.flatMap(({ error }) => (error === undefined ? [] : [exitCodeOf(error)])),
  );
}

async function endOne(
  client: MaskingClient,
  sessionUuid: string,
  session: Found,
  plan: Plan,
): Promise<Ending> {
  // It may be a number in an id's place.
  if (session instanceof InvalidSessionUuidError) return failed(scrub(sessionUuid, []), session);
  if (session instanceof ProviderError) return failed(sessionUuid, session);
  if (!isLive(session)) return { sessionUuid, outcome: "has already expired" };
  if (plan.dryRun) return { sessionUuid, outcome: "would be expired" };
  if (!plan.agreed) return { sessionUuid, outcome: "left alone" };
  try {
    await client.expire(sessionUuid);
    return { sessionUuid, outcome: "expired" };
  } catch (error) {
    if (error instanceof AlreadyExpiredError) return { sessionUuid, outcome: "has already expired" };
    if (error instanceof ProviderError) return failed(sessionUuid, error);
    throw error;
  }
}

function failed(sessionUuid: string, error: ProviderError): Ending {
  return { sessionUuid, outcome: "failed", error };
}

function asJson({ error, ...ending }: Ending): object {
  return error === undefined ? ending : { ...ending, error: { code: error.code, message: error.message } };
}

function told({ sessionUuid, outcome, error }: Ending): [string, Styled] {
  const style = error !== undefined ? "red" : outcome === "expired" ? "green" : "gray";
  const text = error === undefined ? outcome : `${outcome}: ${error.message}`;
  return [`${sessionUuid}  `, styled(style, text)];
}
