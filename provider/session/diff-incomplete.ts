import { isMisdialled } from "./changes";
import { diff, type Diff, type DiffCircumstances } from "./diff";
import { field, fieldNames, type FieldName, type FieldValue, type SessionInputs } from "./fields";
import type { IncompleteState } from "./incomplete-state";
import type { SessionState } from "./state";

/**
 * Compares an incomplete state with the program's inputs. Pure and offline.
 *
 * The state must be completed, so there is always something to do. What only one side has is taken for equal:
 * the update reads the session, and compares the program with that.
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
  // A state that lacks just the owner needs no word: the update notes it.
  const lacksOwnerAlone = olds.sessionUuid !== undefined && olds.authId === undefined;
  const isSilent = compared.replaces.length > 0 || lacksOwnerAlone;
  const completed = isSilent ? [] : [completionExplanation(sessionUuid)];
  return { ...compared, isForced: true, explanations: [...completed, ...compared.explanations] };
}

/**
 * The state with the program's value for each argument that it does not know. Its end counts only if it knows
 * the owner.
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
  // Another provider may have sent another form of the number than it stored: the session itself decides.
  return from !== to && isMisdialled({ name, from, to }) ? to : from;
}

function completionExplanation(sessionUuid: string): string {
  return (
    `Masking session ${sessionUuid} will be completed: its state is incomplete, so the update reads the session and sends only what ` +
    "differs."
  );
}
