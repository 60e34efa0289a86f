import { ProviderError } from "../../../provider/common/errors.ts";
import { outputs } from "../../../provider/dynamic/partial-failure.ts";
import { SessionEndedError, SessionIncompleteError } from "../../../provider/session/errors.ts";

const state = { authId: "MAEMULATOR", sessionUuid: "session-1", firstParty: "+12025550100" };

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("the partial failure of a create or an update", () => {
  it.each([
    new SessionIncompleteError("session-1", state, new TypeError("a mistake")),
    new SessionEndedError("session-1", state, "has expired"),
  ])("tells Pulumi the ID, the properties and the reason, and is no gRPC status (%#)", (incomplete) => {
    const error = errorOf(() => outputs({ id: "session-1", state, incomplete }, "exports.handler"));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({
      code: incomplete.code,
      message: incomplete.message,
      id: "session-1",
      properties: { ...state, __provider: "exports.handler" },
      reasons: [incomplete.message],
    });
  });
});

it("the outputs of a complete create are the state without what the host cannot send", () => {
  const result = { id: "session-1", state: { ...state, secondParty: undefined } as never };
  expect(outputs(result, "exports.handler")).toEqual(state);
});
