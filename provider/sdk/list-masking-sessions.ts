import * as pulumi from "@pulumi/pulumi";
import type { ListOptions, SessionFilters, SessionList } from "../client/queries";
import { readOutput, type ReadOutputOptions } from "./read-output";
import { runQuery } from "./run-query";

export interface ListMaskingSessionsArgs extends ListOptions {
  /** Which sessions. Default: those of the last 7 days. */
  filters?: SessionFilters | undefined;
  /** How many sessions at most. Default: all. */
  maxResults?: number | undefined;
  /** Which configured account to ask, as the argument `account` of `MaskingSession`. Default: that of PLIVO_AUTH_ID. */
  account?: string | undefined;
}

export interface ListMaskingSessionsOutputArgs {
  /** Which sessions. Default: those of the last 7 days. */
  filters?: pulumi.Input<{ [Name in keyof SessionFilters]: pulumi.Input<SessionFilters[Name]> } | undefined>;
  /** How many sessions at most. Default: all. */
  maxResults?: pulumi.Input<number | undefined>;
  /** Which configured account to ask, as the argument `account` of `MaskingSession`. Default: that of PLIVO_AUTH_ID. */
  account?: pulumi.Input<string | undefined>;
}

/** The sessions that match. Numbers and PINs are in clear. */
export type ListMaskingSessionsResult = SessionList;

/**
 * Lists sessions, live and expired, over all pages and as far back as the filters say: requests from the program's own process, in
 * previews too, one for each 20 sessions.
 *
 * @example
 * ```typescript
 * import { listMaskingSessions } from "pulumi-plivo-masking";
 *
 * const { sessions, more } = await listMaskingSessions({
 *   filters: { status: "active", createdTimeGte: "2026-01-01T00:00:00Z" },
 *   maxResults: 500,
 * });
 *
 * export const live = sessions.length;
 * export const isComplete = !more;
 * ```
 *
 * @throws MaskingReadError with code PLIVO_INVALID_FILTERS, and any other that docs/errors.md has of configuration and answers.
 */
export function listMaskingSessions({
  account,
  ...options
}: ListMaskingSessionsArgs = {}): Promise<ListMaskingSessionsResult> {
  return runQuery(account, (reader) => reader.list(options));
}

/**
 * The same for arguments that other resources give: reads once they are known; unknown in a preview that does not know them. The
 * result is secret as a whole, since it has numbers and PINs.
 */
export function listMaskingSessionsOutput(
  args: ListMaskingSessionsOutputArgs = {},
  opts: ReadOutputOptions = {},
): pulumi.Output<ListMaskingSessionsResult> {
  return readOutput<ListMaskingSessionsArgs, ListMaskingSessionsResult>(
    pulumi.output(args),
    opts,
    listMaskingSessions,
  );
}
