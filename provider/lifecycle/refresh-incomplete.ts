import type { Session } from "../plivo";
import type { SessionInputs } from "../session/fields";
import { incompleteMark, type IncompleteState, type StoredOutputs } from "../session/incomplete-state";
import { assertAccount } from "./assert-account";
import type { Context, Stored } from "./call";
import { findOwned, refreshResult, type InputsAndState } from "./read";
import { pinNames, type SessionState } from "../session/state";

/**
 * Reads a session whose state is incomplete, for a refresh. The state then knows who owns the session and
 * when it ends, but stays marked as incomplete: only an update knows which arguments the program declares
 * that the state lacks. Undefined: it is gone.
 *
 * @throws OwnerUnknownError if the account does not have the session, and the state does not name its owner.
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
  // The engine would store in clear a PIN that the state did not have: it does not know yet that PINs are
  // secret.
  for (const name of pinNames) if (olds[name] === undefined) Reflect.deleteProperty(state, name);
  return { state, inputs: found.inputs };
}

/**
 * The numbers that the session has for parties whose numbers the state holds in another form, such as without
 * "+".
 */
function shownParties(outputs: StoredOutputs, session: Session | undefined): SessionInputs {
  const parties = ["firstParty", "secondParty"] as const;
  const shown = parties.filter((name) => outputs[name] !== undefined && typeof session?.[name] === "string");
  return Object.fromEntries(shown.map((name) => [name, session?.[name]]));
}
