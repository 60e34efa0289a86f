import { CommanderError } from "commander";
import { Context } from "./context";
import { errorJson, errorText } from "./error-text";
import { exitCodeOf, exitCodes } from "./exit-codes";
import { Interrupted, type Io } from "./io";
import { withStyle } from "./printer";
import { buildProgram } from "./program";

export type { Io } from "./io";

/**
 * Runs the command and returns its exit code. Throws nothing.
 *
 * @param parameters without the program's name
 */
export async function main(parameters: readonly string[], io: Io): Promise<number> {
  const context = new Context(io);
  try {
    await buildProgram(context).parseAsync([...parameters], { from: "user" });
    await context.print.end();
    return context.exitCode;
  } catch (error) {
    context.print.clear();
    return reportFailure(context, error, parameters.includes("--json"));
  }
}

function reportFailure(context: Context, error: unknown, json: boolean): number {
  // Commander has printed its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.user;
  if (error instanceof Interrupted) {
    context.print.note("Interrupted.");
    return exitCodes.interrupted;
  }
  if (json) context.print.noteJson({ error: errorJson(error) });
  else context.print.note(withStyle("red", "error:"), ` ${errorText(error)}`);
  return exitCodeOf(error);
}
