import type { Command } from "commander";
import type { InteractionDetails } from "../client/queries";
import type { Context, SessionOptions } from "./context";
import { unlessInterrupted } from "./io";
import { withSessions } from "./options";
import { withStyle } from "./printer";

const about = `Shows all that Plivo reports about a session, live or expired, and its calls.

Durations are in seconds, amounts in the account's currency, times in UTC.`;

/** `npx pulumi-plivo-masking show` */
export function addShow(program: Command, context: Context): void {
  const command = program.command("show").argument("<id>", "the session's UUID");
  withSessions(command.summary("show one session and its calls").description(about)).action(
    (id: string, options: SessionOptions) => show(context, id, options),
  );
}

async function show(context: Context, id: string, options: SessionOptions): Promise<void> {
  const session = await context.withClient(options, (client) =>
    unlessInterrupted(context.io, client.get(id)),
  );
  const shown = context.toDisplay(session, options);
  if (options.json === true) {
    context.print.json(shown);
    return;
  }
  const { interaction, ...attributes } = shown;
  printAttributes(context, attributes);
  interaction.forEach((one, index) => {
    printInteraction(context, one, index + 1);
  });
}

function printInteraction(context: Context, interaction: InteractionDetails, number: number): void {
  context.print.line("");
  context.print.line(withStyle("bold", `Interaction ${String(number)}`));
  printAttributes(context, interaction);
}

/** Prints the attributes that are set, with aligned values. */
function printAttributes({ print }: Context, attributes: object): void {
  const set = Object.entries(attributes).filter(([, value]: [string, unknown]) => value !== null);
  const width = Math.max(0, ...set.map(([name]) => name.length));
  for (const [name, value] of set as [string, unknown][]) {
    print.line(withStyle("bold", name.padEnd(width)), `  ${String(value)}`);
  }
}
