import path from "node:path";
import { Option, type Command } from "commander";
import type { MaskingClient } from "../client";
import type { SessionDetails } from "../client/queries";
import { isExpired } from "../session/expiry";
import { configCommands, configScript, maskedEntry } from "./config-commands";
import type { Context, SessionOptions } from "./context";
import { usageErrors } from "./errors";
import { assertNew, writeAtomically } from "./files";
import { importFile } from "./import-file";
import { importedSession, type ConfigEntry, type ImportedSession } from "./imported-session";
import { idsFrom, idsHelp } from "./ids";
import { unlessInterrupted } from "./io";
import { withSessions } from "./options";
import { programSource } from "./program-source";
import { namedSessions } from "./session-names";

interface ImportOptions extends SessionOptions {
  readonly out?: string;
  readonly configScript?: string;
  readonly importFile?: string;
  readonly force?: true;
}

const about = `Writes a TypeScript program that adopts live sessions with \`adoptSessionUuid\`.

The program has no numbers or PINs: they go into the stack's configuration. The command prints the lines \
that ask for them; --config-script writes a script that sets them. Do not adopt a session that another \
stack has.

--import-file writes a file for the native form instead, for all languages of Pulumi: \`pulumi import \
--file\` reads it, imports the sessions and writes the program.`;

/** `npx pulumi-plivo-masking import` */
export function addImport(program: Command, context: Context): void {
  const command = program
    .command("import")
    .summary("write a program that adopts sessions")
    .description(about)
    .argument("<ids...>", idsHelp)
    .option("--out <file>", "the program's file (default: standard output)")
    .option(
      "--config-script <file>",
      "a shell script that sets the configuration; it has numbers and PINs in clear text",
    )
    .addOption(
      new Option(
        "--import-file <file>",
        "instead of a program, a file for `pulumi import --file`, without numbers and PINs",
      ).conflicts(["out", "configScript"]),
    )
    .option("--force", "overwrite existing files");
  withSessions(command).action((ids: string[], options: ImportOptions) => importAll(context, ids, options));
}

async function importAll(context: Context, ids: readonly string[], options: ImportOptions): Promise<void> {
  const { io } = context;
  const absolute = (file: string | undefined) =>
    file === undefined ? undefined : path.resolve(io.folder, file);
  const [out, script, file] = [options.out, options.configScript, options.importFile].map(absolute);
  if (script !== undefined && script === out) throw usageErrors.sameFile(script);
  if (options.force !== true) await assertNew([out, script, file].filter((one) => one !== undefined));
  const different = await idsFrom(io, ids);
  const sessions = await context.withClient(options, (client) => liveSessions(context, client, different));
  const withNames = namedSessions(sessions);
  const imported = withNames.map(([name, session]) => importedSession(session, name, options.account));
  if (file !== undefined) {
    await writeAtomically([{ path: file, text: importFile(withNames), mode: 0o644 }], options.force === true);
    printImportFile(context, options, file, imported);
    return;
  }
  const entries = imported.flatMap(configEntries);
  const source = programSource(imported);
  await writeAtomically(
    [
      ...(out === undefined ? [] : [{ path: out, text: source, mode: 0o644 }]),
      ...(script === undefined ? [] : [{ path: script, text: configScript(entries), mode: 0o600 }]),
    ],
    options.force === true,
  );
  print(context, options, { imported, entries, source });
}

async function liveSessions(
  { io, clock, print }: Context,
  client: MaskingClient,
  ids: readonly string[],
): Promise<SessionDetails[]> {
  const sessions: SessionDetails[] = [];
  for (const id of ids) {
    print.progress(`Reading session ${String(sessions.length + 1)} of ${String(ids.length)} ...`);
    const session = await unlessInterrupted(io, client.get(id));
    if (isExpired(session, clock.now())) throw usageErrors.expired(id);
    sessions.push(session);
  }
  print.clear();
  return sessions;
}

function configEntries({ arguments: given }: ImportedSession): ConfigEntry[] {
  return given.flatMap(({ value }) => (typeof value === "object" ? [value] : []));
}

interface Result {
  readonly imported: readonly ImportedSession[];
  readonly entries: readonly ConfigEntry[];
  readonly source: string;
}

function print(context: Context, options: ImportOptions, { imported, entries, source }: Result): void {
  const { print: printer } = context;
  const { out, configScript: script, json, reveal } = options;
  if (json === true) {
    const config = reveal === true ? entries : entries.map(maskedEntry);
    const sessions = imported.map(({ name, notShown }) => ({ name, notShown }));
    printer.json({ ...(out === undefined ? { program: source } : { out }), config, sessions });
    return;
  }
  if (out === undefined) printer.lines(source.trimEnd());
  else printer.note(`${out} was written.`);
  if (script !== undefined) {
    printer.note(
      `Then run in the program's folder: sh ${script}. ` +
        "Delete it afterwards, because it has numbers in clear text.",
    );
    return;
  }
  printer.note("Then run in the program's folder; each command asks for its value:");
  for (const command of configCommands(entries)) (out === undefined ? noteTo : lineTo)(context, command);
}

function printImportFile(
  { print: printer }: Context,
  { account, json }: ImportOptions,
  file: string,
  imported: readonly ImportedSession[],
): void {
  if (json === true) {
    const sessions = imported.map(({ name, notShown }) => ({ name, notShown }));
    printer.json({ importFile: file, sessions });
    return;
  }
  printer.note(`${file} was written.`);
  if (account !== undefined) {
    printer.note("Pulumi imports with the default provider: set it to the credentials of this account.");
  }
  printer.note("Then run in the program's folder. Pulumi writes the program with the numbers in clear text:");
  printer.line(`pulumi import --file ${file} --out imported.txt`);
}

function noteTo(context: Context, text: string): void {
  context.print.note(text);
}

function lineTo(context: Context, text: string): void {
  context.print.line(text);
}
