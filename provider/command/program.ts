import { Command } from "commander";
import { scrub } from "../plivo/scrub";
import { version } from "../plivo/user-agent";
import { visibleLines } from "../common/visible";
import { addCheckWebhook } from "./check-webhook";
import type { Context } from "./context";
import { addDoctor } from "./doctor";
import { addExpire } from "./expire";
import { addExtend } from "./extend";
import { addImport } from "./import";
import { addList } from "./list";
import { addOrphans } from "./orphans";
import { withStyle } from "./printer";
import { addProbe } from "./probe";
import { addShow } from "./show";
import { addWhichStack } from "./which-stack";

/** The package's name, because npm would install any other name from whoever has registered it. */
const commandName = "npx pulumi-plivo-masking";

const about = `Inspects and changes Plivo's number-masking sessions outside of Pulumi programs.

It uses PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN and, if set, PLIVO_ENDPOINT of the environment.`;

const ending = `
Exit codes: 0 success; 1 you can fix it; 2 Plivo refused or failed; 3 something was
found; 130 Ctrl-C. Numbers are shown as ••••••42, in full with --reveal.`;

/** The command with all its subcommands. */
export function buildProgram(context: Context): Command {
  const { io, print } = context;
  const program = new Command(commandName)
    .description(about)
    .version(version)
    .addHelpText("after", ending)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        io.stdout.write(visibleLines(text));
      },
      writeErr: (text) => {
        io.stderr.write(visibleLines(text));
      },
      // Commander's message could repeat a phone number.
      outputError: (text) => {
        for (const line of errorLines(text)) print.note(withStyle("red", scrub(line, [])));
      },
    });
  for (const add of [
    addList,
    addShow,
    addOrphans,
    addWhichStack,
    addExtend,
    addExpire,
    addImport,
    addCheckWebhook,
    addDoctor,
    addProbe,
  ]) {
    add(program, context);
  }
  return program;
}

/** Splits at Commander's own newline; other newlines come from the arguments. */
function errorLines(text: string): string[] {
  return text.trimEnd().split(/\n(?=\(Did you mean )/);
}
