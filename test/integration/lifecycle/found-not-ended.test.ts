import { create } from "../../../provider/lifecycle/create";
import { declarationKey } from "../../../provider/session/state";
import { both, reset, scriptedPlivo } from "./scripted-plivo";

const plivo = scriptedPlivo();

it("a look-up that finds the session to be replaced, made a second ago, keeps that from being ended", async () => {
  // With --replace nobody asks for a diff before: the old session has no owner that this process knows.
  plivo.add({}, 1_000);
  plivo.next.create.push(reset);
  const state = await create(plivo.context(), both);
  expect(state.sessionUuid).toBe("session-1");
  expect(plivo.owned.keptFromEnding("session-1", declarationKey(both))).toBe("adopted");
});
