import { CommanderError } from "commander";
import { ProviderError } from "../errors";
import { Context } from "./context";
import { exitCodeOf, exitCodes } from "./exit-codes";
import { Interrupted, type Io } from "./io";
import { styled } from "./printer";
import { buildProgram } from "./program";

export type { Io } from "./io";

/**
 * Runs the command. Gives its exit code; throws nothing.
 *
 * @param parameters without the program's own name.
 */
export async function main(parameters: readonly string[], io: Io): Promise<number> {
  const context = new Context(io);
  try {
    await buildProgram(context).parseAsync([...parameters], { from: "user" });
    await context.print.end();
    return context.exitCode;
  } catch (error) {
    context.print.clear();
    return ended(context, error, parameters.includes("--json"));
  }
}

function ended(context: Context, error: unknown, json: boolean): number {
  // It has said what is wrong itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.user;
  if (error instanceof Interrupted) {
    context.print.note("Interrupted.");
    return exitCodes.interrupted;
  }
  const { code, message } = described(error);
  if (json) context.print.noteJson({ error: { code, message } });
  else context.print.note(styled("red", "error:"), ` ${message}${hint(code)}`);
  return exitCodeOf(error);
}

function described(error: unknown): { code: string; message: string } {
  if (error instanceof ProviderError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "UNEXPECTED",
    message: `${message}. This is a mistake in pulumi-plivo-masking: please report it.`,
  };
}

function hint(code: string): string {
  return code === "PLIVO_CREDENTIALS_MISSING"
    ? " This command reads the environment alone, not a stack's configuration."
    : "";
}
