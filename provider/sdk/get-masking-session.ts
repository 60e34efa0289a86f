import * as pulumi from "@pulumi/pulumi";
import type { SessionDetails } from "../client/queries";
import { readOutput, type ReadOutputOptions } from "./read-output";
import { runQuery } from "./run-query";

export interface GetMaskingSessionArgs {
  /** The session's UUID. */
  sessionUuid: string;
  /** Which configured account to ask, as the argument `account` of `MaskingSession`. Default: that of PLIVO_AUTH_ID. */
  account?: string | undefined;
}

export interface GetMaskingSessionOutputArgs {
  /** The session's UUID. */
  sessionUuid: pulumi.Input<string>;
  /** Which configured account to ask, as the argument `account` of `MaskingSession`. Default: that of PLIVO_AUTH_ID. */
  account?: pulumi.Input<string | undefined>;
}

/** Everything that Plivo reports of a session. Numbers and PINs are in clear. */
export type GetMaskingSessionResult = SessionDetails;

/**
 * Reads a session, live or expired, at once: one request from the program's own process, in previews too.
 *
 * @example
 * ```typescript
 * import { getMaskingSession } from "pulumi-plivo-masking";
 *
 * const session = await getMaskingSession({ sessionUuid: "4189591e-d004-4801-abdf-8893c15e5dcd" });
 *
 * export const status = session.status;
 * export const cost = session.totalSessionAmount;
 * ```
 *
 * @throws MaskingReadError with code PLIVO_NOT_FOUND where the account has no such session, and any other that docs/errors.md has of
 * configuration and answers.
 */
export function getMaskingSession(args: GetMaskingSessionArgs): Promise<GetMaskingSessionResult> {
  return runQuery(args.account, (reader) => reader.get(args.sessionUuid));
}

/**
 * The same for arguments that other resources give: reads once they are known; unknown in a preview that does not know them. The
 * result is secret as a whole, since it has numbers and PINs.
 */
export function getMaskingSessionOutput(
  args: GetMaskingSessionOutputArgs,
  opts: ReadOutputOptions = {},
): pulumi.Output<GetMaskingSessionResult> {
  return readOutput<GetMaskingSessionArgs, GetMaskingSessionResult>(
    pulumi.output(args),
    opts,
    getMaskingSession,
  );
}
