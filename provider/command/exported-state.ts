import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { parseJson } from "../plivo/json";
import { scrub } from "../plivo/scrub";
import { sessionTypes } from "../common/resource-type";
import { StateUnreadableError } from "./errors";
import { findPulumi } from "./find-pulumi";
import type { Io } from "./io";

const resourceSchema = z.object({
  type: z.string(),
  urn: z.string().optional().catch(undefined),
  id: z.string().optional(),
  outputs: z
    .looseObject({ authId: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
const exportSchema = z.object({
  // Null if nothing was deployed yet. Not optional: in a file that is no export, all sessions would be
  // orphans.
  deployment: z.object({ resources: z.array(resourceSchema).nullish() }).nullable(),
});

/** A session in a stack's state. */
export interface KnownSession {
  readonly sessionUuid: string;
  /** The auth ID of its account, if the state has it. */
  readonly authId: string | undefined;
  /** Stack, project and resource name are undefined if the state has no URN. */
  readonly stack: string | undefined;
  readonly project: string | undefined;
  readonly name: string | undefined;
  readonly urn: string | undefined;
}

const stackListSchema = z.array(z.object({ name: z.string() }));

/** The names of all stacks of a folder's program, by `pulumi stack ls`. @throws StateUnreadableError */
export async function stacksOf(io: Io, folder: string): Promise<string[]> {
  const cwd = await existingFolder(io, folder);
  const stacks = stackListSchema.safeParse(
    parseJson(await pulumi(io, folder, cwd, ["stack", "ls", "--json"])),
  );
  if (!stacks.success)
    throw new StateUnreadableError(folder, "the output of `pulumi stack ls --json` is not a list of stacks");
  return stacks.data.map(({ name }) => name);
}

/**
 * The sessions of a stack of a folder's program, by `pulumi stack export`.
 *
 * @param stack its name; default: the selected stack
 * @throws StateUnreadableError
 */
export async function sessionsOfStack(
  io: Io,
  folder: string,
  stack: string | undefined,
): Promise<KnownSession[]> {
  const cwd = await existingFolder(io, folder);
  const parameters = ["stack", "export", ...(stack === undefined ? [] : ["--stack", stack])];
  return sessionsIn(folder, await pulumi(io, folder, cwd, parameters));
}

async function existingFolder(io: Io, folder: string): Promise<string> {
  const cwd = path.resolve(io.folder, folder);
  const isFolder = await stat(cwd).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new StateUnreadableError(folder, "there is no such folder");
  return cwd;
}

/**
 * The sessions in a file with the output of `pulumi stack export`; `-` is standard input. @throws
 * StateUnreadableError
 */
export async function sessionsOfFile(io: Io, file: string): Promise<KnownSession[]> {
  if (file === "-") return sessionsIn("standard input", await text(io.stdin));
  const content = await readFile(path.resolve(io.folder, file), "utf8").catch((error: unknown) => {
    throw new StateUnreadableError(file, reasonOf(error));
  });
  return sessionsIn(file, content);
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? "there is no such file" : `the file cannot be read (${code ?? "unknown"})`;
}

/** More than any state that Pulumi can handle. */
const maxStateBytes = 1024 * 1024 * 1024;

/** The output of Pulumi's CLI. Secrets stay encrypted. */
async function pulumi(
  { environment, interruption }: Io,
  folder: string,
  cwd: string,
  subcommand: readonly string[],
): Promise<string> {
  const options = {
    cwd,
    env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    maxBuffer: maxStateBytes,
    signal: interruption.signal,
  };
  const parameters = [...subcommand, "--non-interactive", "--color", "never"];
  const file = findPulumi({ environment });
  if (file === undefined) throw new StateUnreadableError(folder, "`pulumi` is not in PATH");
  return new Promise((resolve, reject) => {
    execFile(file, parameters, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new StateUnreadableError(folder, failureOf(subcommand, stderr)));
    });
  });
}

function failureOf([noun = "", verb = ""]: readonly string[], stderr: string): string {
  const [line = "no output"] = stderr.split("\n").filter((one) => one.trim() !== "");
  return `\`pulumi ${noun} ${verb}\` failed (${scrub(line.trim(), [])})`;
}

function sessionsIn(where: string, content: string): KnownSession[] {
  const state = exportSchema.safeParse(parseJson(content));
  if (!state.success) throw new StateUnreadableError(where, "it is not the output of `pulumi stack export`");
  return (state.data.deployment?.resources ?? [])
    .filter(({ type }) => sessionTypes.includes(type))
    .flatMap(({ id, urn, outputs }) =>
      id === undefined ? [] : [{ sessionUuid: id, authId: outputs?.authId, urn, ...resourceOf(urn) }],
    );
}

/** `urn:pulumi:STACK::PROJECT::TYPE::NAME`; a name can contain colons. */
function resourceOf(urn: string | undefined): Pick<KnownSession, "stack" | "project" | "name"> {
  const [, stack, project, name] = /^urn:pulumi:(.+?)::(.+?)::.+?::(.*)$/s.exec(urn ?? "") ?? [];
  return { stack, project, name };
}
