import { NetworkError, ServerError } from "../../../provider/plivo";
import { SessionAdoptedError, SessionIncompleteError } from "../../../provider/session/errors";

const state = { authId: "MAEMULATOR", sessionUuid: "session-1" };
const failure = { method: "POST", path: "/v1/x" };

describe("what a half-done session's error advises", () => {
  it.each([
    new ServerError(failure),
    new NetworkError(failure, "unknown", "ECONNRESET"),
    new TypeError("a mistake"),
  ])("is one thing, whatever the failure's own error would advise (%#)", (cause) => {
    const { message } = new SessionIncompleteError("session-1", state, cause);
    expect(message).toMatch(/ failed: [^.]+(?:\.| \(POST \/v1\/x\)\.) The next `pulumi up` completes it\.$/);
    expect(message).not.toMatch(/run again|PLIVO_ENDPOINT|support/i);
  });
});

it("a session that another resource has taken over: its error begins with what is to be done first", () => {
  const { message } = new SessionAdoptedError("session-1");
  expect(message).toMatch(/First take the new one out .*`pulumi state delete`.* Then, .* alias /);
});
