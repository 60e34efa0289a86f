import * as pulumi from "@pulumi/pulumi";
import { AccountClients } from "../accounts/account-clients";
import { messageFor } from "../accounts/next-steps";
import { machineClock, shiftedClock } from "../common/clock";
import type { ProviderError } from "../common/errors";
import { SessionReader } from "../client/queries";
import { visibleLog } from "../common/visible";

const log = visibleLog((line) => void pulumi.log.info(line));
const clock = shiftedClock(machineClock, process.env, log);

/**
 * One per process, because its stacks share an account's rate limit. The configuration is the current
 * stack's.
 */
const accounts = new AccountClients({ environment: process.env, clock, log });
accounts.configure({ get: (key) => pulumi.runtime.getConfig(key) });

/**
 * The reader of a configured account's sessions.
 *
 * @throws ConfigurationError, EndpointError
 */
export function openReader(account: string | undefined): SessionReader {
  return new SessionReader(accounts.client(account), { clock, log });
}

/** A failed read's message in a program. */
export function messageOf(error: ProviderError): string {
  return messageFor("program", error);
}
