import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { repositoryRoot } from "../../../tools/repository.ts";
import {
  captureKinds,
  folderVariable,
  type CaptureKind,
  type Recorded,
} from "../../../tools/leaks/record.ts";
import { LeakSearch, type Hit } from "./search.ts";

/** The captures of a search, and its hits. */
export interface Searched {
  readonly hits: readonly Hit[];
  /** Captures by kind. */
  readonly captures: Readonly<Record<CaptureKind, number>>;
  /** Characters in all captures. */
  readonly characters: number;
  /** Different numbers, PINs and tokens. */
  readonly values: number;
}

/** Milliseconds. No run lasts longer. */
const day = 86_400_000;

/** Begins the record of a run, for this process and those that it starts from now on. */
export async function beginRecord(): Promise<string> {
  const parent = path.join(repositoryRoot(), ".cache", "leaks");
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  // A separate folder, because several runs can share a checkout.
  const folder = await mkdtemp(path.join(parent, "run-"));
  process.env[folderVariable] = folder;
  return folder;
}

/** Removes the folders of killed runs. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = path.join(parent, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > day) await rm(folder, { recursive: true, force: true });
  }
}

/** Ends the record and removes its folder. @returns the result of the search. */
export async function endRecord(folder: string): Promise<Searched> {
  Reflect.deleteProperty(process.env, folderVariable);
  try {
    return await searchRecord(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function searchRecord(folder: string): Promise<Searched> {
  const names = await readdir(folder);
  const files = names.map((name) => path.join(folder, name));
  const values: Recorded[] = [];
  for await (const line of linesOf(files)) if ("value" in line) values.push(line);
  const search = new LeakSearch(values);
  const captures = Object.fromEntries(captureKinds.map((kind) => [kind, 0])) as Record<CaptureKind, number>;
  const hits: Hit[] = [];
  let characters = 0;
  for await (const line of linesOf(files)) {
    if ("value" in line) continue;
    captures[line.capture] += 1;
    characters += line.text.length;
    hits.push(...search.hitsIn(line));
  }
  const secrets = values.flatMap((line) =>
    "value" in line && line.value !== "public" && line.value !== "clear" ? [line.text] : [],
  );
  return { hits, captures, characters, values: new Set(secrets).size };
}

async function* linesOf(files: readonly string[]): AsyncGenerator<Recorded> {
  for (const file of files) {
    for await (const line of createInterface({
      input: createReadStream(file, "utf8"),
      crlfDelay: Infinity,
    })) {
      // A killed process may have left half a line.
      if (line.endsWith("}")) yield JSON.parse(line) as Recorded;
    }
  }
}
