import { NetworkError, ServerError } from "../../../provider/plivo/index.ts";
import { SessionAdoptedError, SessionIncompleteError } from "../../../provider/session/errors.ts";

const state = { authId: "MAEMULATOR", sessionUuid: "session-1" };
const failure = { method: "POST", path: "/v1/x" };

describe("the error of a partial failure", () => {
  it.each([
    new ServerError(failure),
    new NetworkError(failure, "unknown", "ECONNRESET"),
    new TypeError("a mistake"),
  ])("advises one next step, whatever the cause's own error advises (%#)", (cause) => {
    const { message } = new SessionIncompleteError("session-1", state, cause);
    expect(message).toMatch(/ failed: [^.]+(?:\.| \(POST \/v1\/x\)\.) The next `pulumi up` completes it\.$/);
    expect(message).not.toMatch(/run again|PLIVO_ENDPOINT|support/i);
  });
});

it("the error of a partial failure of a session that another resource adopted begins with the first step", () => {
  const { message } = new SessionAdoptedError("session-1");
  expect(message).toMatch(/First remove the new resource .*`pulumi state delete`.* Then, .* alias /);
});
