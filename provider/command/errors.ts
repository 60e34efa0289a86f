import { ProviderError } from "../common/errors";

/** Arguments or options that the command cannot run with. Nothing was changed. */
export class UsageError extends ProviderError {
  readonly code = "PLIVO_COMMAND_USAGE";
}

export const usageErrors = {
  noTerminal: () =>
    new UsageError(
      "There is no terminal for a confirmation: pass --yes to expire, or --dry-run to see what would expire.",
    ),
  noId: () => new UsageError("Standard input has no session ID: write one on each line."),
  stdinTwice: () =>
    new UsageError(
      "Standard input cannot be both IDs and a state: pass the IDs as arguments, or the state as a file.",
    ),
  extendExpired: (sessionUuid: string) =>
    new UsageError(`Masking session ${sessionUuid} has expired. Only a live session can be extended.`),
  noStack: () =>
    new UsageError(
      "Pass the stacks that have sessions: --stack with their programs' folders, or --state with " +
        "exported states.",
    ),
  noUrl: () =>
    new UsageError(
      "The URL must be a full URL that starts with http:// or https://, such as " +
        "https://example.com/plivo/events.",
    ),
  userNotEncoded: () =>
    new UsageError("The URL's user and password must be percent-encoded: write each % in them as %25."),
  fileExists: (file: string, written: readonly string[] = []) =>
    new UsageError(
      [
        `${file} already exists: choose another file, or pass --force.`,
        ...(written.length === 0 ? ["Nothing was written."] : written.map((one) => `${one} was written.`)),
      ].join(" "),
    ),
  sameFile: (file: string) =>
    new UsageError(`--out and --config-script are both ${file}: choose two files. Nothing was written.`),
  notWritable: (file: string, reason: string, written: readonly string[] = []) =>
    new UsageError(
      [
        `${file} cannot be written (${reason}): choose another file.`,
        ...written.map((one) => `${one} was written.`),
      ].join(" "),
    ),
  probeNoTerminal: () =>
    new UsageError(
      "There is no terminal for a confirmation: pass --yes to probe the account. Nothing was sent.",
    ),
  probeNumbers: () =>
    new UsageError(
      "Pass two different phone numbers of yours, each with + and country code. Nothing was sent.",
    ),
  probeRunning: (process: string, file: string) =>
    new UsageError(
      `Another probe of this account is running (process ${process}): wait for it. ` +
        `If it is no probe, delete ${file}.`,
    ),
  notReadable: (file: string, reason: string) =>
    new UsageError(`${file} cannot be read (${reason}): change its permissions, or delete it.`),
  expired: (sessionUuid: string) =>
    new UsageError(
      `Masking session ${sessionUuid} has expired. Only a live session can be adopted: leave it out. ` +
        "Nothing was written.",
    ),
} as const;

/** A stack's state that cannot be read. */
export class StateUnreadableError extends ProviderError {
  readonly code = "PLIVO_STATE_UNREADABLE";
  /** @param reason a clause without a full stop */
  constructor(fileOrFolder: string, reason: string) {
    super(`The stack's state cannot be read from ${fileOrFolder}: ${reason}.`);
  }
}
