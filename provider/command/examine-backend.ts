import { statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { asObject, asText, parseJson } from "../plivo/json";
import { ok, problem, type Finding } from "./findings";
import type { Io } from "./io";
import { namesIn, pulumiHome, textOf } from "./read-files";

const subject = "state backend";

/**
 * Checks whether a killed CLI left an empty `.attrs` file in a file backend: the next operation would fail
 * with "failed to load checkpoint: EOF". Returns nothing for another kind of backend.
 */
export function examineBackend(io: Pick<Io, "environment" | "folder">): Finding[] {
  const url = backendUrl(io);
  const folder = url === undefined ? undefined : folderOf(url, io);
  if (url === undefined || folder === undefined) return [];
  const empty = attributeFiles(path.join(folder, ".pulumi")).filter((file) => statSync(file).size === 0);
  if (empty.length === 0) return [ok(subject, `${url}, without an empty .attrs file`)];
  return [
    problem(
      subject,
      "a killed CLI left an empty .attrs file, so Pulumi fails with `failed to load checkpoint: EOF`. " +
        "Remove it: " +
        `rm ${empty.map(shellQuote).join(" ")}`,
    ),
  ];
}

/** In Pulumi's order: the environment, the project, the last login. */
function backendUrl(io: Pick<Io, "environment" | "folder">): string | undefined {
  const { PULUMI_BACKEND_URL: set = "" } = io.environment;
  if (set !== "") return set;
  const [, ofProject] =
    /^backend:\s*\n\s+url:\s*["']?([^\s"']+)/m.exec(textOf(path.join(io.folder, "Pulumi.yaml"))) ?? [];
  if (ofProject !== undefined) return ofProject;
  const file = path.join(pulumiHome(io), "credentials.json");
  return asText(asObject(parseJson(textOf(file)))?.["current"]);
}

/** The folder of a `file://` URL: absolute, in the home folder, or relative. */
function folderOf(url: string, { folder }: Pick<Io, "folder">): string | undefined {
  const [, place] = /^file:\/\/(.*)$/.exec(url) ?? [];
  if (place === undefined) return undefined;
  if (place.startsWith("~")) return path.join(homedir(), place.slice(1));
  return place.startsWith("/") ? fileURLToPath(url.replace(/\?.*$/, "")) : path.resolve(folder, place);
}

/** The files beside the backend's own files and beside the stacks' states. */
function attributeFiles(folder: string): string[] {
  const stacks = path.join(folder, "stacks");
  const files = [
    ...namesIn(folder).map((name) => path.join(folder, name)),
    ...namesIn(stacks, { recursive: true }).map((name) => path.join(stacks, name)),
  ];
  return files.filter((file) => file.endsWith(".attrs"));
}

function shellQuote(file: string): string {
  return `'${file.replaceAll("'", `'\\''`)}'`;
}
