import { create } from "../../../provider/lifecycle/create.ts";
import { CreateUnknownError } from "../../../provider/session/errors.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import { both, reset, errorOf, type ScriptedPlivo } from "./scripted-plivo.ts";

/** Creates a session with these changes, and loses the response. */
export const lostCreates =
  (plivo: ScriptedPlivo) =>
  (inputs: SessionInputs = both, changes: Record<string, unknown> = {}) => {
    plivo.next.create.push(plivo.createThen(reset, changes));
    return create(plivo.context(), inputs);
  };

export async function unknownOutcome(work: Promise<unknown>): Promise<CreateUnknownError> {
  const error = await errorOf(work);
  if (error instanceof CreateUnknownError) return error;
  throw new Error(`expected a CreateUnknownError, got ${String(error)}`);
}
