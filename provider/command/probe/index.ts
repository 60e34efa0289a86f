import type { Command } from "commander";
import { resolveAccount } from "../../accounts/credentials";
import { e164 } from "../../common/phone-number";
import { vendorEndpoint } from "../../plivo";
import { RawClient } from "../../plivo/raw-client";
import { ask } from "../ask";
import type { AccountOptions, Context } from "../context";
import { usageErrors } from "../errors";
import { exitCodes } from "../exit-codes";
import { assertNew, writeAtomically } from "../files";
import { unlessInterrupted } from "../io";
import { withAccount } from "../options";
import { countText } from "../session-table";
import { Account } from "./account";
import { CleanUp } from "./clean-up";
import { Ledger, ledgerFile } from "./ledger";
import { Budget } from "./limits";
import { planLines } from "./plan";
import type { ProbeSettings } from "./settings";
import { questions } from "./questions";
import { breaksOf, reportJson, reportMarkdown, type Report } from "./report";
import { runQuestion, profileOf, type Row } from "./run";

interface ProbeOptions extends AccountOptions {
  readonly yes?: true;
  readonly rateLimit?: true;
  readonly defaultExpiry?: true;
  readonly subaccount?: string;
  readonly profile?: string;
  readonly force?: true;
}

const about = `Asks Plivo what its documents leave open, and reports what that means for the provider.

It creates a few sessions of two numbers of yours, each for at most 4 minutes, and expires them. It places \
no call. It prints its plan and asks for confirmation; without a terminal it needs --yes. The exit code is \
3 if an answer contradicts an assumption of the provider.`;

/** `npx pulumi-plivo-masking probe` */
export function addProbe(program: Command, context: Context): void {
  const command = program
    .command("probe")
    .summary("ask Plivo what its documents leave open")
    .description(about)
    .argument("<first>", "a phone number of yours, with + and country code")
    .argument("<second>", "another one")
    .option("--yes", "start without confirmation")
    .option("--profile <file>", "write the answers for `plivo-masking-emulator --profile` to this file")
    .option("--force", "overwrite that file")
    .option("--subaccount <id>", "also ask about lists, with a session of the subaccount with this auth ID")
    .option("--rate-limit", "also ask about the rate limit, with up to 400 requests at once")
    .option(
      "--default-expiry",
      "also ask about session_expiry, with sessions that may outlive a killed probe",
    );
  withAccount(command).action((first: string, second: string, options: ProbeOptions) =>
    probe(context, [first, second], options),
  );
}

async function probe(
  context: Context,
  given: readonly [string, string],
  options: ProbeOptions,
): Promise<void> {
  const { io, print } = context;
  const parties = partiesOf(given);
  const { authId, authToken, endpoint } = resolveAccount(options.account, io.environment, undefined);
  const settings = settingsOf(options);
  if (options.yes !== true && io.stdin.isTTY !== true) throw usageErrors.probeNoTerminal();
  if (options.profile !== undefined && options.force !== true) await assertNew([options.profile]);
  const { clock } = io;
  const ledger = new Ledger(ledgerFile(io.environment, { authId, endpoint }), () => clock.now());
  const client = new RawClient({ authId, authToken, endpoint, clock, environment: io.environment });
  const isPlivo = (endpoint ?? vendorEndpoint) === vendorEndpoint;
  try {
    const plan = planLines(parties, settings, { isPlivo, leftBehind: ledger.entries.length });
    for (const line of plan) print.note(line);
    if (options.yes !== true && !(await ask(io, "Go on?"))) {
      print.note("Nothing was sent.");
      return;
    }
    const budget = new Budget(settings.rateLimit);
    const cleanUp = new CleanUp(client, budget, ledger, clock);
    budget.take("question");
    await unlessInterrupted(io, client.assertCredentials());
    await cleanUp.expireAll();
    const account = new Account({ io, client, budget, ledger, cleanUp, settings, parties });
    const rows = await askAll(context, account, cleanUp, ledger);
    const { sessions, requests } = budget;
    const time = new Date(clock.now()).toISOString();
    await show(context, { time, isPlivo, sessions, requests, left: ledger.entries.length, rows }, options);
  } finally {
    await client.close();
  }
}

/** @throws UsageError */
function partiesOf([one, other]: readonly [string, string]): readonly [string, string] {
  const [first, second] = [e164(one), e164(other)];
  if (first === undefined || second === undefined || first === second) throw usageErrors.probeNumbers();
  return [first, second];
}

function settingsOf({ rateLimit, defaultExpiry, subaccount }: ProbeOptions): ProbeSettings {
  return { rateLimit: rateLimit === true, defaultExpiry: defaultExpiry === true, subaccount };
}

/** Asks all questions, and expires all sessions whatever happens. @throws Interrupted */
async function askAll(
  { print }: Context,
  account: Account,
  cleanUp: CleanUp,
  ledger: Ledger,
): Promise<Row[]> {
  const rows: Row[] = [];
  try {
    for (const question of questions) {
      print.progress(
        `Asking ${String(rows.length + 1)} of ${String(questions.length)}: ${question.name} ...`,
      );
      rows.push(await runQuestion(question, account));
    }
  } finally {
    print.progress("Expiring the sessions ...");
    await cleanUp.expireAllWithRetries();
    print.clear();
    if (ledger.entries.length > 0) print.note(remainingLine(ledger.entries.length));
  }
  return rows;
}

function remainingLine(count: number): string {
  return (
    `${countText(count)} may still be alive, because Plivo did not confirm the end. ` +
    "Each expires by itself within minutes; the next probe looks for it again."
  );
}

async function show(context: Context, report: Report, options: ProbeOptions): Promise<void> {
  const { print } = context;
  const { profile, json, force } = options;
  if (json === true) print.json(reportJson(report));
  else print.lines(reportMarkdown(report));
  if (profile !== undefined) {
    const text = `${JSON.stringify(profileOf(report.rows), undefined, 2)}\n`;
    await writeAtomically([{ path: profile, text, mode: 0o644 }], force === true);
  }
  if (breaksOf(report.rows).length > 0) context.exitCode = exitCodes.found;
  else if (report.left > 0) context.exitCode = exitCodes.api;
}
