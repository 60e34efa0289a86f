import * as pulumi from "@pulumi/pulumi";
import type { SessionDetails } from "../client/queries";
import { readOutput, type ReadOutputOptions } from "./read-output";
import { runQuery } from "./run-query";

export interface GetMaskingSessionArgs {
  /** The session's UUID. */
  sessionUuid: string;
  /** The configured account: see `account` of `MaskingSession`. Default: the account of PLIVO_AUTH_ID. */
  account?: string | undefined;
}

export interface GetMaskingSessionOutputArgs {
  /** The session's UUID. */
  sessionUuid: pulumi.Input<string>;
  /** The configured account: see `account` of `MaskingSession`. Default: the account of PLIVO_AUTH_ID. */
  account?: pulumi.Input<string | undefined>;
}

/** Everything that Plivo reports of a session. Numbers and PINs are plain text. */
export type GetMaskingSessionResult = SessionDetails;

/**
 * Reads a live or expired session. Your program's process sends one request, even in a preview.
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
 * @throws MaskingReadError with code PLIVO_NOT_FOUND if the account does not have the session, or another
 * code of docs/errors.md if the configuration is invalid or the request fails.
 */
export function getMaskingSession(args: GetMaskingSessionArgs): Promise<GetMaskingSessionResult> {
  return runQuery(args.account, (reader) => reader.get(args.sessionUuid));
}

/**
 * The same for arguments that are outputs of resources. In a preview that does not know them, the result is
 * unknown. The whole result is secret, because it contains numbers and PINs.
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
