import { interactionNames, sessionNames, type Interaction, type Session } from "../plivo";
import type { InteractionDetails, SessionDetails } from "./details";

/** Every attribute of `Wire`, null where it is not reported. */
type Complete<Wire> = { readonly [Name in keyof Wire]-?: Exclude<Wire[Name], undefined> };

/** A session with all its attributes, as a program has it. */
export function sessionDetails(session: Session): SessionDetails {
  const { interaction, ...rest } = complete(session, sessionNames);
  return { ...rest, interaction: (interaction ?? []).map(interactionDetails) };
}

function interactionDetails(interaction: Interaction): InteractionDetails {
  return complete(interaction, interactionNames);
}

function complete<Wire extends object>(wire: Wire, names: readonly (keyof Wire)[]): Complete<Wire> {
  return Object.fromEntries(names.map((name) => [name, wire[name] ?? null])) as Complete<Wire>;
}
