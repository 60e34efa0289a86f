import { isMisdialled } from "./changes";
import { diff, type Diff, type DiffCircumstances } from "./diff";
import { field, fieldNames, type FieldName, type FieldValue, type SessionInputs } from "./fields";
import type { IncompleteState } from "./incomplete-state";
import type { SessionState } from "./state";

/**
 * Compares an incomplete state with the program's inputs. Pure, without a request.
 *
 * It always asks for an update, which completes the state. An argument on one side only counts as equal: the
 * update reads the session and compares it with the program.
 *
 * @throws SessionExpiredError, AdoptedReplacementError as `diff` does.
 */
export function diffIncomplete(
  sessionUuid: string,
  olds: IncompleteState,
  news: SessionInputs,
  circumstances: DiffCircumstances,
): Diff {
  const compared = diff(sessionUuid, assumedState(sessionUuid, olds, news), news, circumstances);
  if (!circumstances.clockRules) return compared;
  // A state that lacks only the owner needs no explanation: the update adds it.
  const lacksOwnerAlone = olds.sessionUuid !== undefined && olds.authId === undefined;
  const isSilent = compared.replaces.length > 0 || lacksOwnerAlone;
  const completed = isSilent ? [] : [completionExplanation(sessionUuid)];
  return { ...compared, isForced: true, explanations: [...completed, ...compared.explanations] };
}

/**
 * The state, with the program's values for unknown arguments. Its expiry counts only if its owner is known.
 */
function assumedState(sessionUuid: string, olds: IncompleteState, news: SessionInputs): SessionState {
  const assumed = fieldNames.map((name) => [name, assumedValue(name, olds, news)] as const);
  const inputs = Object.fromEntries(assumed.filter(([, value]) => value !== undefined));
  const { authId, status, expiryTime } = olds;
  if (authId === undefined || olds.sessionUuid === undefined) return { ...inputs, authId: "", sessionUuid };
  return {
    ...inputs,
    authId,
    sessionUuid,
    ...(status === undefined ? {} : { status }),
    ...(expiryTime === undefined ? {} : { expiryTime }),
  };
}

function assumedValue(name: FieldName, olds: IncompleteState, news: SessionInputs): FieldValue | undefined {
  const [from, to] = [olds[name], news[name]];
  if (from === undefined || to === undefined || !field(name).sent) return to;
  // Another provider may have stored another form of the number than it sent: the update reads the session.
  return from !== to && isMisdialled({ name, from, to }) ? to : from;
}

function completionExplanation(sessionUuid: string): string {
  return (
    `Masking session ${sessionUuid} will be completed: its state is incomplete, so the update reads the session and sends only what ` +
    "differs."
  );
}
