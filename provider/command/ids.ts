import { text } from "node:stream/consumers";
import { usageErrors } from "./errors";
import { unlessInterrupted, type Io } from "./io";

/** What the help says of IDs. */
export const idsHelp = "the sessions' UUIDs; - reads them from the standard input";

/**
 * The sessions that were named, each once, in whatever case of letters; in the place of `-` those of the
 * standard input, between blanks or newlines.
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
