import { ProviderError } from "../../provider/common/errors";
import { keepingHalfDone } from "../../provider/dynamic/partial-failure";
import { SessionEndedError, SessionIncompleteError } from "../../provider/session/errors";

const state = { authId: "MAEMULATOR", sessionUuid: "session-1", firstParty: "+12025550100" };

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  return keepingHalfDone("exports.handler", work).then(
    () => {
      throw new Error("nothing was thrown");
    },
    (error: unknown) => error,
  );
}

describe("a create or an update that is half done", () => {
  it.each([
    new SessionIncompleteError("session-1", state, new TypeError("a mistake")),
    new SessionEndedError("session-1", state, "has expired"),
  ])("tells Pulumi the id, the properties and why, and is no gRPC status (%#)", async (cause) => {
    const error = await thrownBy(() => Promise.reject(cause));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({
      code: cause.code,
      message: cause.message,
      id: "session-1",
      properties: { ...state, __provider: "exports.handler" },
      reasons: [cause.message],
    });
  });
});

it("what is wholly done is handed on", async () => {
  expect(await keepingHalfDone("exports.handler", () => Promise.resolve(7))).toBe(7);
});

it("another error is handed on as it is, without an id", async () => {
  const error = new TypeError("a mistake");
  expect(await thrownBy(() => Promise.reject(error))).toBe(error);
  expect(error).not.toHaveProperty("id");
});
