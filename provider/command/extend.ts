import type { Command } from "commander";
import type { MaskingClient } from "../client";
import type { SessionDetails } from "../client/queries";
import { isExpired } from "../session/expiry";
import { changeSessions, failure, outcomeJson, type Outcome } from "./change-sessions";
import type { AccountOptions, Context } from "./context";
import { usageErrors } from "./errors";
import { idsFrom, idsHelp } from "./ids";
import { Interrupted } from "./io";
import { durationSeconds, withAccount } from "./options";
import { readSessions } from "./read-sessions";

interface ExtendOptions extends AccountOptions {
  /** Seconds. */
  readonly by: number;
}

const about = `Extends live sessions, which keep their virtual numbers and PINs.

--by adds to the session's current expiry time. A stack that has the session gets the new expiry time with \
\`pulumi refresh\` or \`pulumi up --refresh\`.`;

/** `npx pulumi-plivo-masking extend` */
export function addExtend(program: Command, context: Context): void {
  const command = program
    .command("extend")
    .summary("extend live sessions")
    .description(about)
    .argument("<ids...>", idsHelp)
    .requiredOption("--by <duration>", "the added time, such as 90s, 30m, 1h30m or 2d", durationSeconds);
  withAccount(command).action((ids: string[], options: ExtendOptions) => extend(context, ids, options));
}

async function extend(context: Context, given: readonly string[], options: ExtendOptions): Promise<void> {
  const { io, print } = context;
  const ids = await idsFrom(io, given);
  await context.withClient(options, async (client) => {
    const sessions = await readSessions(context, client, ids);
    const outcomes = await changeSessions(context, {
      ...{ ids, sessions, json: options.json === true, participle: "extended" },
      change: (session) => extendOne(context, client, session, options.by),
    });
    if (options.json === true) print.json({ sessions: outcomes.map(outcomeJson) });
    if (io.interruption.signal.aborted) throw new Interrupted();
  });
}

/** Plivo counts `session_expiry` from the update, so this adds the session's remaining life. */
async function extendOne(
  { clock }: Context,
  client: MaskingClient,
  session: SessionDetails,
  seconds: number,
): Promise<Outcome> {
  const { sessionUuid, expiryTime } = session;
  const now = clock.now();
  if (isExpired(session, now) || expiryTime === null)
    return failure(sessionUuid, usageErrors.extendExpired(sessionUuid));
  const left = Math.max(0, Math.round((Date.parse(expiryTime) - now) / 1000));
  const { expiryTime: end } = await client.update(sessionUuid, { sessionExpiry: left + seconds });
  return { sessionUuid, outcome: `extended until ${end ?? "an unknown time"}`, changed: true };
}
