import type { Command } from "commander";
import type { AccountOptions, Context } from "./context";
import { examineAccount } from "./examine-account";
import { examineMachine } from "./examine-machine";
import { exitCodes } from "./exit-codes";
import { tryExamine, type Finding } from "./findings";
import { unlessInterrupted } from "./io";
import { withAccount } from "./options";

const about = `Checks what a program needs: Node, Pulumi's CLI, language host, SDK and backend, \
credentials, endpoint and clock.

It changes nothing and reads one session from Plivo. The exit code is 3 if there is a problem.`;

/** `npx pulumi-plivo-masking doctor` */
export function addDoctor(program: Command, context: Context): void {
  const command = program
    .command("doctor")
    .summary("check versions, credentials and network")
    .description(about);
  withAccount(command).action((options: AccountOptions) => doctor(context, options));
}

const styles = { ok: "green", note: "yellow", problem: "red" } as const;

async function doctor(context: Context, options: AccountOptions): Promise<void> {
  const { io, print } = context;
  print.progress("Checking ...");
  const machine = await unlessInterrupted(io, examineMachine(io));
  const findings: Finding[] = [
    ...machine,
    ...(await tryExamine("account", () => examineAccount(context, options))),
  ];
  print.clear();
  const found = findings.some(({ verdict }) => verdict === "problem");
  if (options.json === true) print.json({ ok: !found, findings });
  else {
    print.table(findings, [
      { title: "SUBJECT", text: ({ subject }) => subject },
      { title: "VERDICT", text: ({ verdict }) => verdict, style: ({ verdict }) => styles[verdict] },
      { title: "FOUND", text: ({ text }) => text },
    ]);
  }
  if (found) context.exitCode = exitCodes.found;
}
