import * as pulumi from "@pulumi/pulumi";
import { ProviderError } from "../common/errors";
import { ProgramError } from "./program-error";
import type { SessionReader } from "../client/queries";

/** A read failed. */
export class MaskingReadError extends ProgramError {
  constructor(cause: ProviderError, message: string) {
    super(cause.code, message, { cause });
  }
}

/** Loaded by the first read, because most programs only declare sessions. */
function loadQueries() {
  return require("./open-reader") as typeof import("./open-reader");
}

/**
 * Reads in the program's process, and keeps it alive until the read is done.
 *
 * @throws MaskingReadError
 */
export async function runQuery<T>(
  account: string | undefined,
  read: (reader: SessionReader) => Promise<T>,
): Promise<T> {
  const done = pulumi.runtime.rpcKeepAlive();
  const { openReader, messageOf } = loadQueries();
  try {
    return await read(openReader(account));
  } catch (error) {
    throw error instanceof ProviderError ? new MaskingReadError(error, messageOf(error)) : error;
  } finally {
    done();
  }
}
