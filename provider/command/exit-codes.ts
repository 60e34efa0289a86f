import { PlivoError } from "../plivo";

export const exitCodes = {
  ok: 0,
  /** The user can fix it: a wrong option, missing credentials, a file that cannot be read. */
  user: 1,
  /** Plivo refused, failed or was not reachable. */
  api: 2,
  /** Success with a finding: an orphan, or a receiver or setting that is wrong. */
  found: 3,
  /** Ctrl-C: 128 + the signal's number, like shells. */
  interrupted: 130,
} as const;

export function exitCodeOf(error: unknown): number {
  return error instanceof PlivoError ? exitCodes.api : exitCodes.user;
}
