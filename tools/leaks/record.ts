import { randomUUID } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import path from "node:path";

export const captureKinds = ["text", "events", "digest", "state", "process", "error", "log"] as const;
export type CaptureKind = (typeof captureKinds)[number];

/**
 * The kinds of values. A "public" value is a whole number that is not secret, although a PIN may look like
 * it. A "clear" value is a number in clear in a state that this package did not write: Pulumi itself shows it
 * (docs/moving.md).
 */
export const valueKinds = ["number", "PIN", "token", "public", "clear"] as const;
export type ValueKind = (typeof valueKinds)[number];

export type Recorded =
  | { readonly origin: string; readonly capture: CaptureKind; readonly text: string }
  | { readonly origin: string; readonly value: ValueKind; readonly text: string };

/** Passes the record's folder to all processes of a run of jest. */
export const folderVariable = "MASKING_LEAKS";

let origin = process.argv[1] ?? "unknown";
let file: number | undefined;
const recordedKeys = new Set<string>();

/** Sets the test that later captures and values belong to. */
export function setOrigin(test: string): void {
  origin = test;
}

/** Records visible text, which is searched at the end of the run. Does nothing outside jest. */
export function capture(kind: CaptureKind, text: string): void {
  if (text !== "") write({ origin, capture: kind, text });
}

/** Records a value that no capture may contain. Does nothing outside jest. */
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
