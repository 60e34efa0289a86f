import type { MaskingClient } from "../client";
import { resolveAccount, type Account } from "../accounts/credentials";
import { checkEndpoint, vendorEndpoint } from "../plivo/endpoint";
import { probe, ProbeError } from "../plivo/probe";
import { durationText } from "../session/expiry";
import type { AccountOptions, Context } from "./context";
import { errorText } from "./error-text";
import { note, ok, problem, type Finding } from "./findings";
import { Interrupted, unlessInterrupted } from "./io";

/** Checks the account in the environment, and whether Plivo accepts it. */
export async function examineAccount(context: Context, options: AccountOptions): Promise<Finding[]> {
  const account = accountOf(context, options);
  if ("verdict" in account) return [account];
  const endpoint = endpointOf(account);
  if (typeof endpoint !== "string") return [credentialsFinding(account), endpoint];
  const network = await examineEndpoint(context, endpoint);
  if (!network.some(({ subject, verdict }) => subject === "endpoint" && verdict === "ok"))
    return [credentialsFinding(account), ...network];
  return [credentialsFinding(account), ...network, await accountFinding(context, options)];
}

function accountOf({ io }: Context, { account }: AccountOptions): Account | Finding {
  try {
    return resolveAccount(account, io.environment, undefined);
  } catch (error) {
    return problem("credentials", messageOf(error));
  }
}

function endpointOf({ endpoint = vendorEndpoint }: Account): string | Finding {
  try {
    return checkEndpoint(endpoint);
  } catch (error) {
    return problem("endpoint", messageOf(error));
  }
}

/** A bug becomes a finding too: the other findings must be shown. @throws Interrupted */
function messageOf(error: unknown): string {
  if (error instanceof Interrupted) throw error;
  return errorText(error);
}

/** Checks the form of Plivo's credentials. Another endpoint, such as the emulator, can have any form. */
function credentialsFinding({ authId, authToken, endpoint }: Account): Finding {
  const subject = "credentials";
  if (endpoint !== undefined) return ok(subject, `auth ID ${authId}, for another endpoint than Plivo's`);
  if (!/^(?:MA|SA)[A-Z0-9]{18}$/.test(authId)) {
    return problem(
      subject,
      "an auth ID has 20 characters and starts with MA, or with SA for a subaccount: copy it from " +
        "Plivo's console.",
    );
  }
  if (/^\S{38,}$/.test(authToken)) return ok(subject, `auth ID ${authId}, and a token of the expected form`);
  return problem(
    subject,
    "an auth token has about 40 characters without blanks: copy it from Plivo's console.",
  );
}

const responseTimeoutMs = 15_000;

async function examineEndpoint(context: Context, endpoint: string): Promise<Finding[]> {
  const { io, clock } = context;
  try {
    // Before any request: it throws if PLIVO_CLOCK_OFFSET is invalid.
    clock.now();
  } catch (error) {
    return [problem("clock", messageOf(error))];
  }
  const startedAt = clock.elapsed();
  try {
    // Without credentials, because any response will do.
    const request = { url: `${endpoint}/v1/`, method: "GET", environment: io.environment } as const;
    const { date, proxy } = await unlessInterrupted(io, probe({ ...request, timeoutMs: responseTimeoutMs }));
    const tookMs = clock.elapsed() - startedAt;
    const midpoint = clock.now() - tookMs / 2;
    const way = proxy === undefined ? "" : `, through the proxy of ${proxy}`;
    return [
      ok("endpoint", `${endpoint} answers in ${String(Math.round(tookMs))} ms${way}`),
      clockFinding(date, midpoint, offsetOf(io.environment)),
    ];
  } catch (error) {
    if (!(error instanceof ProbeError)) return [problem("endpoint", messageOf(error))];
    return [problem("endpoint", `${endpoint} cannot be reached (${error.reason}): check network and proxy.`)];
  }
}

/** The lookup of a lost create allows for 5 s. */
const maxClockSkewSeconds = 5;

/** PLIVO_CLOCK_OFFSET in seconds, which was validated before. */
function offsetOf({ PLIVO_CLOCK_OFFSET: offset = "0" }: NodeJS.ProcessEnv): number {
  return Number(offset);
}

/**
 * @param server the endpoint's time from its Date header, in milliseconds since the epoch
 * @param own the provider's time, likewise
 * @param offset the seconds by which PLIVO_CLOCK_OFFSET sets `own` ahead of the machine's clock
 */
export function clockFinding(server: number | undefined, own: number, offset = 0): Finding {
  if (server === undefined) return note("clock", "the endpoint's responses have no Date header");
  // The header has whole seconds, rounded down.
  const seconds = Math.round((own - server - 500) / 1000);
  if (Math.abs(seconds) <= maxClockSkewSeconds)
    return ok("clock", `within ${String(maxClockSkewSeconds)} s of the endpoint's`);
  const [direction, timing] = seconds > 0 ? ["ahead of", "early"] : ["behind", "late"];
  const right = Math.round(offset - seconds);
  const remedy =
    Math.abs(right) <= maxClockSkewSeconds
      ? "unset PLIVO_CLOCK_OFFSET."
      : `set the machine's clock${offset === 0 ? "" : " and unset PLIVO_CLOCK_OFFSET"}, ` +
        `or set PLIVO_CLOCK_OFFSET=${String(right)}.`;
  return problem(
    "clock",
    `${durationText(Math.abs(seconds))} ${direction} the endpoint's, so sessions expire too ${timing}: ${remedy}`,
  );
}

async function accountFinding(context: Context, options: AccountOptions): Promise<Finding> {
  try {
    await context.withClient(options, (client) => unlessInterrupted(context.io, listOne(client)));
    return ok("account", "Plivo accepts the credentials, and lists sessions");
  } catch (error) {
    return problem("account", messageOf(error));
  }
}

function listOne(client: MaskingClient): Promise<unknown> {
  return client.list({ filters: { limit: 1 }, maxResults: 1 });
}
