import { text } from "node:stream/consumers";
import { usageErrors } from "./errors";
import { unlessInterrupted, type Io } from "./io";

export const idsHelp = "the sessions' UUIDs; - reads them from standard input";

/**
 * The IDs without repetitions, which may differ in case. `-` is replaced by the IDs on standard input.
 *
 * @throws UsageError if there is none.
 */
export async function idsFrom(io: Io, given: readonly string[]): Promise<string[]> {
  const piped = given.includes("-") ? await unlessInterrupted(io, text(io.stdin)) : "";
  const ids = given.flatMap((id) => (id === "-" ? piped.split(/\s+/).filter((one) => one !== "") : [id]));
  if (ids.length === 0) throw usageErrors.noId();
  const spellings = new Map<string, string>();
  for (const id of ids) if (!spellings.has(id.toLowerCase())) spellings.set(id.toLowerCase(), id);
  return [...spellings.values()];
}
