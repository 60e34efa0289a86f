import {
  InvalidRequestError,
  NetworkError,
  RateLimitedError,
  AuthenticationError,
} from "../../../provider/plivo/index.ts";
import { create, createRequest } from "../../../provider/lifecycle/create.ts";
import { SessionIncompleteError } from "../../../provider/session/errors.ts";
import { authId, json, text } from "../plivo/support.ts";
import { unknownOutcome } from "./lost-creates.ts";
import {
  both,
  limited,
  reset,
  type Respond,
  scriptedPlivo,
  serverError,
  errorOf,
  unreadable,
} from "./scripted-plivo.ts";

const plivo = scriptedPlivo();

const cut: Respond = (response) => {
  response.writeHead(201, { "content-length": "1000" });
  response.write('{"session":', () => response.socket?.resetAndDestroy());
};
const losses = [
  ["a reset connection", reset],
  ["an answer that is cut", cut],
  ["a 500", serverError],
  ["a 502 of a proxy", text(502, "<html><title>Bad gateway</title></html>")],
  ["a 503 with nothing", text(503, "")],
  ["a success that cannot be read", unreadable],
  ["a success that names no session", json(201, { message: "Session created" })],
  ["408 of a server that waits no longer", json(408, { error: "Request timeout" })],
  ["408 of a proxy", text(408, "<html><title>408 Request Time-out</title></html>")],
  ["460 of a load balancer", text(460, "")],
  ["499 of a proxy", text(499, "<html><title>499</title></html>")],
  ["303 See Other", text(303, "", { location: "/elsewhere" })],
  ["302 Found", text(302, "", { location: "/elsewhere" })],
] as const;

describe("a create that succeeds", () => {
  it("sends one request with the declared arguments, and the resource owns the session", async () => {
    const inputs = { ...both, record: true, ifExists: "create", onExpiry: "ignore", account: "a" } as const;
    const state = await create(plivo.context(), inputs);
    expect(plivo.requests).toEqual(["POST"]);
    expect(createRequest(inputs)).toEqual({ ...both, record: true });
    expect(Object.keys(createRequest(both))).toEqual(["firstParty", "secondParty"]);
    expect(state).toMatchObject({ ...inputs, authId, status: "active" });
    expect(plivo.owned.has(state.sessionUuid)).toBe(true);
    expect(plivo.owned.wasAdopted(state.sessionUuid)).toBe(false);
    expect(plivo.lines).toEqual([]);
  });
});

describe("a create that Plivo surely did not carry out", () => {
  it("is sent again after 429, without a lookup", async () => {
    plivo.next.create.push(limited, limited);
    await create(plivo.context(), both);
    expect(plivo.requests).toEqual(["POST", "POST", "POST"]);
    expect(plivo.clock.waits).toContain(500);
  });

  it.each([
    [json(400, { error: "no number" }), InvalidRequestError],
    [json(401, {}), AuthenticationError],
  ])("fails with Plivo's error (%#)", async (answer, kind) => {
    plivo.next.create.push(answer);
    expect(await errorOf(create(plivo.context(), both))).toBeInstanceOf(kind);
    expect(plivo.requests).toEqual(["POST"]);
  });

  it("fails in the end if the rate limit stays exceeded, without a lookup", async () => {
    plivo.next.create.push(...Array.from({ length: 20 }, () => limited));
    expect(await errorOf(create(plivo.context(), both))).toBeInstanceOf(RateLimitedError);
    expect(plivo.requests).toEqual(Array.from({ length: 12 }, () => "POST"));
  });

  it("fails in the end if no server listens, without a lookup", async () => {
    const context = plivo.context("create", { endpoint: "http://127.0.0.1:9" });
    expect(await errorOf(create(context, both))).toBeInstanceOf(NetworkError);
    expect(plivo.lines.join("\n")).not.toContain("looking for the session");
    expect(plivo.clock.waits).toHaveLength(5);
  });
});

describe.each(losses)("a create with its response lost by %s", (_, lose) => {
  it("is found and not sent again if Plivo carried it out", async () => {
    plivo.next.create.push(plivo.createThen(lose));
    const state = await create(plivo.context(), both);
    expect(state).toMatchObject({ ...both, sessionUuid: plivo.newest.session_uuid, status: "active" });
    expect(plivo.requests).toEqual(["POST", "LIST", "GET"]);
    expect(plivo.owned.wasAdopted(state.sessionUuid)).toBe(true);
    expect(plivo.lines).toEqual([
      expect.stringMatching(/^The response to a create was lost \(.+\): looking up the session\.$/),
      `Masking session ${state.sessionUuid} was created by the lost request: keeping it.`,
    ]);
  });

  it("is sent once more after the late-commit wait if Plivo did not carry it out", async () => {
    plivo.next.create.push(lose);
    const state = await create(plivo.context(), both);
    expect(plivo.sessions).toHaveLength(1);
    expect(state.sessionUuid).toBe(plivo.newest.session_uuid);
    expect(plivo.requests).toEqual(["POST", "LIST", "LIST", "LIST", "LIST", "LIST", "POST"]);
    expect(plivo.clock.waits).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(plivo.lines.at(-1)).toBe("Plivo has not created the session: sending the create once more.");
  });
});

describe("a create with a lost response", () => {
  it("is sent twice at most, and is unknown after that", async () => {
    plivo.next.create.push(reset, serverError);
    const error = await unknownOutcome(create(plivo.context(), both));
    expect(error).toMatchObject({ reason: "Plivo failed to answer", sessionUuids: [] });
    expect(error.message).toContain("PLIVO_IF_EXISTS=adopt pulumi up");
    expect(error.message).not.toMatch(/ring|Of its parties/);
    expect(plivo.creates).toBe(2);
  });

  it.each([
    ["is found after the second request too", 0],
    ["is found if the first request is carried out late and the second one is lost", 12_000],
  ])("%s", async (_, ago) => {
    plivo.next.create.push(reset, (response, received) => {
      plivo.add(JSON.parse(received.body) as Record<string, unknown>, ago);
      reset(response, received);
    });
    const { sessionUuid } = await create(plivo.context(), both);
    expect(sessionUuid).toBe(plivo.newest.session_uuid);
    expect(plivo.creates).toBe(2);
  });

  it("is not sent again if it rings a phone, and the error says so", async () => {
    plivo.next.create.push(reset);
    const inputs = { ...both, initiateCallToFirstParty: true, onExpiry: "ignore" } as const;
    const error = await unknownOutcome(create(plivo.context(), inputs));
    expect(error.message).toContain("would ring the first party's phone");
    expect(plivo.creates).toBe(1);
  });

  it("fails with Plivo's error if the second request is rejected", async () => {
    plivo.next.create.push(reset, json(400, { error: "Number pool exhausted or not available." }));
    expect(await errorOf(create(plivo.context(), both))).toBeInstanceOf(InvalidRequestError);
    expect(plivo.creates).toBe(2);
  });

  it("is found and then updated with the arguments that can change", async () => {
    plivo.next.create.push(plivo.createThen(reset, { record: false }));
    const state = await create(plivo.context(), { ...both, record: true });
    expect(plivo.requests).toEqual(["POST", "LIST", "GET", "PATCH"]);
    expect(plivo.server.received.at(-1)?.body).toBe('{"record":true}');
    expect([state.record, plivo.newest["record"]]).toEqual([true, true]);
  });
});

describe("a create with a response that contains only the session's UUID", () => {
  const respondWithUuid: Respond = (response, received) => {
    const { session_uuid } = plivo.newest;
    json(201, { session_uuid, session: "gone" })(response, received);
  };

  it("reads the session by its UUID, without a lookup", async () => {
    plivo.next.create.push(plivo.createThen(respondWithUuid));
    const state = await create(plivo.context(), both);
    expect(plivo.requests).toEqual(["POST", "GET"]);
    expect(state).toMatchObject({ ...both, sessionUuid: plivo.newest.session_uuid, status: "active" });
    expect(plivo.owned.has(state.sessionUuid)).toBe(true);
  });

  it("keeps the session's UUID if the session cannot be read", async () => {
    plivo.next.create.push(plivo.createThen(respondWithUuid));
    plivo.next.get.push(json(401, {}));
    const error = await errorOf(create(plivo.context(), { ...both, record: true }));
    const sessionUuid = plivo.newest.session_uuid;
    expect(error).toBeInstanceOf(SessionIncompleteError);
    expect(error).toMatchObject({
      sessionUuid,
      state: { ...both, record: true, authId, sessionUuid },
      message: expect.stringContaining("Plivo's response cannot be read") as string,
    });
    expect(plivo.creates).toBe(1);
  });
});

describe("creates of the same parties", () => {
  it("run one after another, so a lost response does not adopt the session of the other", async () => {
    plivo.next.create.push(plivo.createThen(reset));
    const context = plivo.context();
    const [one, other] = await Promise.all([create(context, both), create(context, both)]);
    expect(new Set([one.sessionUuid, other.sessionUuid]).size).toBe(2);
    expect(plivo.requests).toEqual(["POST", "LIST", "GET", "POST"]);
  });

  it("do not wait for those of other parties", async () => {
    const held: (() => void)[] = [];
    const hold: Respond = (response, received) => {
      held.push(() => plivo.createThen(serverError)(response, received));
      if (held.length === 2) for (const release of held) release();
    };
    plivo.next.create.push(hold, hold);
    const context = plivo.context();
    const others = { ...both, secondParty: "+12025550122" };
    const [one, other] = await Promise.all([create(context, both), create(context, others)]);
    expect(one.sessionUuid).not.toBe(other.sessionUuid);
    expect(plivo.creates).toBe(2);
  });
});
