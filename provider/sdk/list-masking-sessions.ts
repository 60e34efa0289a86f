import * as pulumi from "@pulumi/pulumi";
import type { ListOptions, SessionFilters, SessionList } from "../client/queries";
import { readOutput, type ReadOutputOptions } from "./read-output";
import { runQuery } from "./run-query";

export interface ListMaskingSessionsArgs extends ListOptions {
  /** Which sessions to list. Default: those of the last 7 days. */
  filters?: SessionFilters | undefined;
  /** The maximum number of sessions. Default: all. */
  maxResults?: number | undefined;
  /** The configured account: see `account` of `MaskingSession`. Default: the account of PLIVO_AUTH_ID. */
  account?: string | undefined;
}

export interface ListMaskingSessionsOutputArgs {
  /** Which sessions to list. Default: those of the last 7 days. */
  filters?: pulumi.Input<{ [Name in keyof SessionFilters]: pulumi.Input<SessionFilters[Name]> } | undefined>;
  /** The maximum number of sessions. Default: all. */
  maxResults?: pulumi.Input<number | undefined>;
  /** The configured account: see `account` of `MaskingSession`. Default: the account of PLIVO_AUTH_ID. */
  account?: pulumi.Input<string | undefined>;
}

/** The sessions that match. Numbers and PINs are plain text. */
export type ListMaskingSessionsResult = SessionList;

/**
 * Lists live and expired sessions, over all pages and as far back as the filters ask. Your program's process
 * sends one request per 20 sessions, even in a preview.
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
 * @throws MaskingReadError with code PLIVO_INVALID_FILTERS if a filter is invalid, or another code of
 * docs/errors.md if the configuration is invalid or a request fails.
 */
export function listMaskingSessions({
  account,
  ...options
}: ListMaskingSessionsArgs = {}): Promise<ListMaskingSessionsResult> {
  return runQuery(account, (reader) => reader.list(options));
}

/**
 * The same for arguments that are outputs of resources. In a preview that does not know them, the result is
 * unknown. The whole result is secret, because it contains numbers and PINs.
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
