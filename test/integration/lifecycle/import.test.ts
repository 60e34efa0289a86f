import { importSession } from "../../../provider/lifecycle/read.ts";
import { check } from "../../../provider/session/check.ts";
import { incompleteState } from "../../../provider/session/incomplete-state.ts";
import { both, scriptedPlivo, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo();

/** Imports a session with these attributes. */
function importWith(changes: Record<string, unknown>) {
  plivo.sessions = [];
  plivo.add(changes);
  return importSession(plivo.context(), "session-1");
}

describe("an import", () => {
  it("declares the values that Plivo shows and that differ from a default", async () => {
    const { inputs, state } = await importWith({
      record: true,
      ring_timeout: 30,
      geomatch: undefined,
      is_pin_authentication_required: false,
    });
    expect(inputs).toMatchObject({ ...both, record: true, ringTimeout: 30 });
    expect(inputs).not.toHaveProperty("isPinAuthenticationRequired");
    expect(check({ ...inputs })).toMatchObject({ problems: [], inputs });
    expect(incompleteState({ ...state })).toBeUndefined();
  });

  it("sets an onExpiry that rings no phone if the session called its first party", async () => {
    const { inputs } = await importWith({ initiate_call_to_first_party: true });
    expect(inputs).toMatchObject({ initiateCallToFirstParty: true, onExpiry: "ignore" });
    expect(check({ ...inputs }).problems).toEqual([]);
  });

  it("marks the state as incomplete if Plivo does not show all that a program must declare", async () => {
    const pins = { is_pin_authentication_required: true, generate_pin: true, pin_prompt_play: undefined };
    const { inputs, state } = await importWith(pins);
    expect(inputs).not.toHaveProperty("pinPromptPlay");
    expect(state).toMatchObject({ incomplete: true });
  });

  it.each([
    ["does not exist in this account", undefined],
    ["expired 1 h", { expiry_time: "2026-03-01T08:59:00Z" }],
    ["has expired", { status: "expired", expiry_time: undefined }],
  ])("is rejected for a session that %s", async (what, changes) => {
    const read = changes === undefined ? importSession(plivo.context(), "nobody-knows") : importWith(changes);
    const error = await errorOf(read);
    expect(error).toMatchObject({ code: "PLIVO_SESSION_NOT_IMPORTABLE" });
    expect((error as Error).message).toContain(what);
  });
});
