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

const about = `Writes a TypeScript program that takes over live sessions, each by \`adoptSessionUuid\`.

Numbers and PINs do not stand in it, but in the stack's configuration: the commands that ask for them are printed, \
and a script that sets them is written where --config-script names a file. Take over no session that another stack has.

With --import-file the sessions go to the native form instead, in any language of Pulumi's: \`pulumi import --file\` \
reads the file, imports the sessions and writes the program.`;

/** `npx pulumi-plivo-masking import` */
export function addImport(program: Command, context: Context): void {
  const command = program
    .command("import")
    .summary("write a program that takes over sessions")
    .description(about)
    .argument("<ids...>", idsHelp)
    .option("--out <file>", "the program's file (default: the standard output)")
    .option(
      "--config-script <file>",
      "a shell script that sets the configuration, numbers and PINs in clear in it",
    )
    .addOption(
      new Option(
        "--import-file <file>",
        "in place of a program: a file for `pulumi import --file`, without numbers and PINs in it",
      ).conflicts(["out", "configScript"]),
    )
    .option("--force", "overwrite files that exist");
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
  const named = namedSessions(sessions);
  const imported = named.map(([name, session]) => importedSession(session, name, options.account));
  if (file !== undefined) {
    await writeAtomically([{ path: file, text: importFile(named), mode: 0o644 }], options.force === true);
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
  else printer.note(`${out} is written.`);
  if (script !== undefined) {
    printer.note(
      `Then, in the program's folder: sh ${script}, and delete it, since numbers stand in it in clear.`,
    );
    return;
  }
  printer.note("Then, in the program's folder, each of which asks for its value:");
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
  printer.note(`${file} is written.`);
  if (account !== undefined) {
    printer.note("Pulumi imports by the default provider: give it the credentials of this account.");
  }
  printer.note("Then, in the program's folder, where Pulumi writes the program with the numbers in clear:");
  printer.line(`pulumi import --file ${file} --out imported.txt`);
}

function noteTo(context: Context, text: string): void {
  context.print.note(text);
}

function lineTo(context: Context, text: string): void {
  context.print.line(text);
}
