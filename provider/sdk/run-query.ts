import * as pulumi from "@pulumi/pulumi";
import { messageFor } from "../accounts/next-steps";
import { ProviderError } from "../common/errors";
import { ProgramError } from "./program-error";
import type { SessionReader } from "../client/queries";

/** A read that has failed. */
export class MaskingReadError extends ProgramError {
  constructor(cause: ProviderError) {
    super(cause.code, messageFor("program", cause), { cause });
  }
}

/** Loaded by the first read: most programs only declare sessions. */
function loadOpenReader() {
  return (require("./open-reader") as typeof import("./open-reader")).openReader;
}

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
    return await read(loadOpenReader()(account));
  } catch (error) {
    throw error instanceof ProviderError ? new MaskingReadError(error) : error;
  } finally {
    done();
  }
}
