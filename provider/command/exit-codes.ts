import { PlivoError } from "../plivo";

/** What the command ends with. */
export const exitCodes = {
  ok: 0,
  /** The user can put it right: a wrong option, missing credentials, a file that cannot be read. */
  user: 1,
  /** Plivo refused, failed, or could not be reached. */
  api: 2,
  /** It worked, and found what it looks for: an orphan, a receiver or a setting that is not right. */
  found: 3,
  /** Ctrl-C: 128 and the signal's number, as shells have it. */
  interrupted: 130,
} as const;

/** What an error ends the command with. */
export function exitCodeOf(error: unknown): number {
  return error instanceof PlivoError ? exitCodes.api : exitCodes.user;
}
