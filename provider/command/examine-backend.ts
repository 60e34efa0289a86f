import { readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { asObject, asText, parseJson } from "../plivo/json";
import { ok, problem, type Finding } from "./findings";
import type { Io } from "./io";

const subject = "state backend";

/**
 * Whether a killed CLI has left an empty `.attrs` file in a backend of files: the next operation then fails with "failed to load
 * checkpoint: EOF". No finding for another kind of backend.
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
      "a killed CLI has left an empty .attrs file, so that Pulumi fails with `failed to load checkpoint: EOF`. Remove it: " +
        `rm ${empty.map(quoted).join(" ")}`,
    ),
  ];
}

/** As Pulumi finds it: the environment, then the project, then the last login. */
function backendUrl({ environment, folder }: Pick<Io, "environment" | "folder">): string | undefined {
  const { PULUMI_BACKEND_URL: set = "", PULUMI_HOME: home = "" } = environment;
  if (set !== "") return set;
  const [, ofProject] =
    /^backend:\s*\n\s+url:\s*["']?([^\s"']+)/m.exec(textOf(path.join(folder, "Pulumi.yaml"))) ?? [];
  if (ofProject !== undefined) return ofProject;
  const file = path.join(home === "" ? path.join(homedir(), ".pulumi") : home, "credentials.json");
  return asText(asObject(parseJson(textOf(file)))?.["current"]);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // There is none.
    return "";
  }
}

/** The folder of a `file://` URL: absolute, in the home folder, or below the current one. */
function folderOf(url: string, { folder }: Pick<Io, "folder">): string | undefined {
  const [, place] = /^file:\/\/(.*)$/.exec(url) ?? [];
  if (place === undefined) return undefined;
  if (place.startsWith("~")) return path.join(homedir(), place.slice(1));
  return place.startsWith("/") ? fileURLToPath(url.replace(/\?.*$/, "")) : path.resolve(folder, place);
}

/** Those beside the backend's own files and beside the stacks' states. */
function attributeFiles(folder: string): string[] {
  const stacks = path.join(folder, "stacks");
  return [...namesIn(folder, false), ...namesIn(stacks, true)].filter((file) => file.endsWith(".attrs"));
}

function namesIn(folder: string, recursive: boolean): string[] {
  try {
    return readdirSync(folder, { recursive }).map((name) => path.join(folder, String(name)));
  } catch {
    // There is no such folder: nothing has been stored yet.
    return [];
  }
}

function quoted(file: string): string {
  return `'${file.replaceAll("'", `'\\''`)}'`;
}
