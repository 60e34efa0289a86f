import * as pulumi from "@pulumi/pulumi";
import { AccountClients } from "../account-clients";
import { machineClock, shiftedClock } from "../clock";
import { ProviderError } from "../errors";
import { SessionReader } from "../reading";

/** A read that has failed. Pulumi shows its message alone, without a stack. */
export class MaskingReadError extends pulumi.RunError {
  /** What went wrong, such as `PLIVO_NOT_FOUND`: see docs/errors.md. */
  readonly code: string;

  constructor(cause: ProviderError) {
    super(cause.message, { cause });
    this.name = "MaskingReadError";
    this.code = cause.code;
  }
}

const log = (line: string) => void pulumi.log.info(line);
const clock = shiftedClock(machineClock, process.env, log);

/** One for the process, whose stacks share an account's rate limit; the configuration is that of the stack that asks. */
const accounts = new AccountClients({ environment: process.env, clock, log });
accounts.configure({ get: (key) => pulumi.runtime.getConfig(key) });

/**
 * Reads in the program's own process, which stays until that is done.
 *
 * @throws MaskingReadError
 */
export async function run<T>(
  account: string | undefined,
  read: (reader: SessionReader) => Promise<T>,
): Promise<T> {
  const done = pulumi.runtime.rpcKeepAlive();
  try {
    return await read(new SessionReader(accounts.client(account), { clock, log }));
  } catch (error) {
    throw error instanceof ProviderError ? new MaskingReadError(error) : error;
  } finally {
    done();
  }
}
