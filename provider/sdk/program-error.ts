import * as pulumi from "@pulumi/pulumi";
import { codeAndAddress } from "../common/errors";
import { visible } from "../common/visible";

/**
 * An error in the user's program. Pulumi shows only its message, without a stack, so the message ends with
 * the code and the address of its entry.
 */
export abstract class ProgramError extends pulumi.RunError {
  constructor(
    /** The error's code, such as `PLIVO_NOT_FOUND`: see docs/errors.md. */
    readonly code: string,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(`${visible(message)}\n${codeAndAddress(code)}`, options);
    this.name = new.target.name;
  }
}
