import { randomUUID } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import path from "node:path";

/** What a capture is. */
export const captureKinds = ["text", "events", "digest", "state", "process", "error", "log"] as const;
export type CaptureKind = (typeof captureKinds)[number];

/**
 * What a value is. A "public" one is a whole number that is no secret, although a PIN may look like it. A "clear" one
 * is a number that a state which this package did not write holds in clear: Pulumi itself shows it (docs/moving.md).
 */
export const valueKinds = ["number", "PIN", "token", "public", "clear"] as const;
export type ValueKind = (typeof valueKinds)[number];

/** One line of a run's record. */
export type Recorded =
  | { readonly origin: string; readonly capture: CaptureKind; readonly text: string }
  | { readonly origin: string; readonly value: ValueKind; readonly text: string };

/** Carries the folder of one run of jest to everything that runs within it. */
export const folderVariable = "MASKING_LEAKS";

let origin = process.argv[1] ?? "unknown";
let file: number | undefined;
const recordedKeys = new Set<string>();

/** Says which test the later captures and values belong to. */
export function setOrigin(test: string): void {
  origin = test;
}

/** Keeps a text that somebody could see, to be searched at the end of the run. Nothing outside a run of jest. */
export function capture(kind: CaptureKind, text: string): void {
  if (text !== "") write({ origin, capture: kind, text });
}

/** Notes a value that no capture may show. Nothing outside a run of jest. */
export function recordValue(kind: ValueKind, text: string): void {
  const key = `${kind} ${text}`;
  if (recordedKeys.has(key)) return;
  recordedKeys.add(key);
  write({ origin, value: kind, text });
}

function write(line: Recorded): void {
  const folder = process.env[folderVariable];
  if (folder === undefined) return;
  file ??= openSync(path.join(folder, `${process.pid}-${randomUUID()}.jsonl`), "a");
  writeSync(file, `${JSON.stringify(line)}\n`);
}
