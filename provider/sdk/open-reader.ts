import * as pulumi from "@pulumi/pulumi";
import { AccountClients } from "../accounts/account-clients";
import { machineClock, shiftedClock } from "../common/clock";
import { SessionReader } from "../client/queries";
import { visibleLog } from "../common/visible";

const log = visibleLog((line) => void pulumi.log.info(line));
const clock = shiftedClock(machineClock, process.env, log);

/** One for the process, whose stacks share an account's rate limit; the configuration is that of the stack that asks. */
const accounts = new AccountClients({ environment: process.env, clock, log });
accounts.configure({ get: (key) => pulumi.runtime.getConfig(key) });

/**
 * A reader of a configured account's sessions.
 *
 * @throws ConfigurationError, EndpointError
 */
export function openReader(account: string | undefined): SessionReader {
  return new SessionReader(accounts.client(account), { clock, log });
}
