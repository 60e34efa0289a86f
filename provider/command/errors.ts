import { ProviderError } from "../common/errors";

/** The command was told something that it cannot do; nothing was changed. */
export class UsageError extends ProviderError {
  readonly code = "PLIVO_COMMAND_USAGE";
}

/** What is said of each use that cannot be meant. */
export const usageErrors = {
  noTerminal: () =>
    new UsageError(
      "There is no terminal to ask on: give --yes to expire, or --dry-run to see what would be.",
    ),
  noId: () => new UsageError("The standard input has no ID of a session: give one on each line."),
  stdinTwice: () =>
    new UsageError(
      "The standard input cannot be both IDs and a state: name the sessions, or the state's file.",
    ),
  extendExpired: (sessionUuid: string) =>
    new UsageError(`Masking session ${sessionUuid} has expired, and only a live one can be extended.`),
  noStack: () =>
    new UsageError(
      "Say which stacks know the sessions: --stack and their programs' folders, or --state and exported states.",
    ),
  noUrl: () =>
    new UsageError(
      "The URL must be a full one that starts with http:// or https://, such as https://example.com/plivo/events.",
    ),
  userNotEncoded: () =>
    new UsageError("The URL's user and password must be percent-encoded: write each % in them as %25."),
  fileExists: (file: string, written: readonly string[] = []) =>
    new UsageError(
      [
        `${file} exists already: name another file, or give --force.`,
        ...(written.length === 0 ? ["Nothing was written."] : written.map((one) => `${one} is written.`)),
      ].join(" "),
    ),
  sameFile: (file: string) =>
    new UsageError(`--out and --config-script both name ${file}: name two files. Nothing was written.`),
  notWritable: (file: string, reason: string, written: readonly string[] = []) =>
    new UsageError(
      [
        `${file} cannot be written (${reason}): name another file.`,
        ...written.map((one) => `${one} is written.`),
      ].join(" "),
    ),
  probeNoTerminal: () =>
    new UsageError("There is no terminal to ask on: give --yes to probe the account. Nothing was sent."),
  probeNumbers: () =>
    new UsageError(
      "A probe needs two different phone numbers of yours, each with + and country code. Nothing was sent.",
    ),
  probeRunning: (process: string, file: string) =>
    new UsageError(
      `Another probe of this account is running (process ${process}): wait for it. If that is no probe, delete ${file}.`,
    ),
  notReadable: (file: string, reason: string) =>
    new UsageError(`${file} cannot be read (${reason}): see to it, or delete it.`),
  expired: (sessionUuid: string) =>
    new UsageError(
      `Masking session ${sessionUuid} has expired, and only a live one can be taken over: leave it out. Nothing was written.`,
    ),
} as const;

/** What a stack knows could not be read. */
export class StateUnreadableError extends ProviderError {
  readonly code = "PLIVO_STATE_UNREADABLE";
  constructor(
    /** The file or folder. */
    where: string,
    /** As the end of a sentence. */
    reason: string,
  ) {
    super(`The stack's state cannot be read from ${where}: ${reason}.`);
  }
}
