import type { Session } from "../plivo";
import type { SessionInputs } from "../session/fields";
import { incompleteMark, type IncompleteState, type StoredOutputs } from "../session/incomplete-state";
import { assertAccount } from "./assert-account";
import type { Context, Stored } from "./call";
import { findOwned, refreshResult, type InputsAndState } from "./read";
import { pinNames, type SessionState } from "../session/state";

/**
 * Reads a session of an incomplete state, for a refresh. Undefined: it is gone.
 *
 * The result has the account and the expiry, but stays marked as incomplete: only an update knows the
 * arguments that the program declares and the state lacks.
 *
 * @throws OwnerUnknownError if the account does not have the session and the state names no account.
 * @throws ForeignAccountError if another account owns the session; nothing is sent then.
 */
export async function refreshIncomplete(
  context: Context,
  { id: sessionUuid, state: outputs }: Stored,
  olds: IncompleteState,
): Promise<InputsAndState> {
  const { client } = context;
  assertAccount(sessionUuid, olds, client.authId);
  const session = await findOwned(client, sessionUuid, olds);
  const known: SessionState = {
    ...shownParties(outputs, session),
    ...olds,
    authId: client.authId,
    sessionUuid,
  };
  const found = refreshResult(context, known, session);
  if (found === undefined) return undefined;
  const state = { ...found.state, ...incompleteMark };
  // The engine does not know yet that PINs are secret: it would store one that is new to the state in clear.
  for (const name of pinNames) if (olds[name] === undefined) Reflect.deleteProperty(state, name);
  return { state, inputs: found.inputs };
}

/** The numbers of the session in place of stored ones in another form, such as without "+". */
function shownParties(outputs: StoredOutputs, session: Session | undefined): SessionInputs {
  const parties = ["firstParty", "secondParty"] as const;
  const shown = parties.filter((name) => outputs[name] !== undefined && typeof session?.[name] === "string");
  return Object.fromEntries(shown.map((name) => [name, session?.[name]]));
}
