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

/** How users call the command: by the package's name, since npm would take another one from whoever has registered it. */
const commandName = "npx pulumi-plivo-masking";

const about = `Looks after Plivo's number-masking sessions, beside the Pulumi programs that declare them.

The account is that of PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN in the environment, at PLIVO_ENDPOINT where that is set.`;

const ending = `
Ends with 0 where all is well, 1 where you can put it right, 2 where Plivo refuses
or fails, 3 where something was found, 130 after Ctrl-C.
Numbers are shown as ••••••42 unless --reveal is given.`;

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
      // A number in the wrong place would be repeated.
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

/** Commander's own newlines; any other stands in what was typed. */
function errorLines(text: string): string[] {
  return text.trimEnd().split(/\n(?=\(Did you mean )/);
}
