import { isJsonObject } from "../common/json";
import { DataFileError } from "./data-file-error";
import { DamagedPartError } from "./read-members";
import type { SavedPart } from "./saved-part";

const format = "plivo-masking-emulator";
const formatVersion = 1;

const restoreAdvice =
  "Restore an intact copy, name another file, or delete this one to start without sessions.";

/** The file's text: JSON with its format and version. */
export function writeText(parts: readonly SavedPart[]): string {
  const saved = Object.fromEntries(parts.map((part) => [part.name, part.save()]));
  return `${JSON.stringify({ format, version: formatVersion, parts: saved })}\n`;
}

function parse(file: string, text: string): unknown {
  if (text.trim() === "") throw new DataFileError(file, "it is empty", restoreAdvice);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The message of JSON.parse quotes the text, which contains numbers and PINs.
    throw new DataFileError(file, "it is damaged: it is not complete JSON", restoreAdvice);
  }
}

/** The parts in the file, by name. */
function readEnvelope(file: string, text: string): Record<string, unknown> {
  const envelope = parse(file, text);
  if (!isJsonObject(envelope) || envelope["format"] !== format) {
    throw new DataFileError(file, "it is not a data file of this emulator", "Name another file.");
  }
  const { version, parts } = envelope;
  if (typeof version === "number" && version > formatVersion) {
    throw new DataFileError(
      file,
      `a newer emulator wrote it (format ${version}, while this one reads ${formatVersion})`,
      "Use the newer emulator, or name another file.",
    );
  }
  if (version !== formatVersion || !isJsonObject(parts)) {
    throw new DataFileError(file, "it is damaged: its version or its parts are missing", restoreAdvice);
  }
  return parts;
}

/**
 * Loads the parts from the file's text. On an error, parts may be half loaded: discard them.
 * @throws DataFileError
 */
export function loadText(file: string, text: string, parts: readonly SavedPart[]): void {
  const saved = readEnvelope(file, text);
  const unknown = Object.keys(saved).find((name) => !parts.some((part) => part.name === name));
  if (unknown !== undefined) {
    throw new DataFileError(file, "it holds a part that this emulator does not know", restoreAdvice);
  }
  try {
    for (const part of parts) {
      if (saved[part.name] !== undefined) part.load(saved[part.name]);
    }
  } catch (error) {
    if (!(error instanceof DamagedPartError)) throw error;
    throw new DataFileError(file, `it is damaged: ${error.message}`, restoreAdvice);
  }
}
