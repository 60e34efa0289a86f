import type { FaultMoment, FaultRequest } from "../../../emulator/index.ts";
import { keepAlive } from "../exchange.ts";
import { performCreate, everyOperation, hasActed, lastRequest, perform, successOf } from "./support.ts";
import { call, create, emulator, freshEmulator, someText, start } from "../support.ts";

freshEmulator();

const moments: readonly FaultMoment[] = ["before", "after"];

describe.each(moments)("the fault `status`, %s the server acts,", (when) => {
  it.each([303, 403, 404, 408, 429, 499, 500, 502, 503, 504] as const)(
    "responds with %i and JSON",
    async (status) => {
      const { id } = emulator.faults.arm({ kind: "status", operation: "create", when, status });
      const { headers, text, ...outcome } = await performCreate(emulator);
      expect(outcome).toMatchObject({ status, error: undefined });
      expect(headers["content-type"]).toContain("application/json");
      expect(headers["retry-after"]).toBeUndefined();
      expect(JSON.parse(text)).toEqual({ api_id: someText, error: someText });
      expect(emulator.sessions.live()).toHaveLength(when === "after" ? 1 : 0);
      expect(lastRequest(emulator)).toMatchObject({
        status: when === "after" ? 201 : status,
        fault: id,
        sent: status,
      });
    },
  );

  it("responds with HTML", async () => {
    emulator.faults.arm({ kind: "status", operation: "create", when, status: 502, body: "html" });
    const { status, headers, text } = await performCreate(emulator);
    expect({ status, type: headers["content-type"] }).toEqual({ status: 502, type: "text/html" });
    expect(text).toMatch(/^<html>/);
  });

  it("responds with an empty body", async () => {
    emulator.faults.arm({ kind: "status", operation: "create", when, status: 503, body: "empty" });
    const { status, headers, text } = await performCreate(emulator);
    expect([status, text, headers["content-length"]]).toEqual([503, "", "0"]);
  });

  it("responds with Retry-After in seconds, or as a date of the emulator's clock", async () => {
    const common = { kind: "status", operation: "create", when, status: 429, retryAfter: 7 } as const;
    emulator.faults.arm(common);
    emulator.faults.arm({ ...common, retryAfterForm: "date", nth: 2 });
    emulator.clock.advance(3600);
    expect((await performCreate(emulator)).headers["retry-after"]).toBe("7");
    expect((await performCreate(emulator)).headers["retry-after"]).toBe("Sun, 01 Mar 2026 11:00:07 GMT");
  });

  it.each(everyOperation)("can hit %s", async (operation) => {
    const sessionUuid = await create(emulator);
    emulator.faults.arm({ kind: "status", operation, when, status: 500 });
    expect((await perform(emulator, operation, sessionUuid)).status).toBe(500);
    const changes = operation !== "get" && operation !== "list";
    expect(hasActed(emulator, operation, sessionUuid)).toBe(changes ? when === "after" : undefined);
  });
});

describe.each(moments)("the faults `unreadable` and `truncated`, %s the server acts,", (when) => {
  it.each(everyOperation)(
    "answer %s with a complete HTTP response whose body is no JSON, or half of it",
    async (operation) => {
      const sessionUuid = await create(emulator);
      const status = successOf(operation);
      for (const kind of ["unreadable", "truncated"] as const) {
        const { id } = emulator.faults.arm({ kind, operation, when });
        const outcome = await perform(emulator, operation, sessionUuid);
        expect(outcome).toMatchObject({ status, error: undefined });
        expect(outcome.headers["content-type"]).toContain("application/json");
        expect(outcome.headers["content-length"]).toBe(String(outcome.text.length));
        expect(() => JSON.parse(outcome.text) as unknown).toThrow(SyntaxError);
        expect(outcome.text.startsWith('{"api_id"')).toBe(kind === "truncated");
        expect(lastRequest(emulator)).toMatchObject({ fault: id, sent: status });
        if (operation === "expire")
          emulator.sessions.change(sessionUuid, { expiry_time: "2026-03-01T11:00:00Z" });
      }
      const decided = emulator.requests.all().map((request) => request.status);
      expect(decided.slice(1)).toEqual(when === "after" ? [status, status] : [0, 0]);
    },
  );
});

describe("the fault `unnamed`", () => {
  async function answerTo(fault: FaultRequest): Promise<[unknown, unknown, number]> {
    const emulator = await start();
    emulator.faults.arm(fault);
    const { status, text } = await performCreate(emulator);
    const answer = JSON.parse(text) as { session_uuid?: unknown; session?: { session_uuid?: unknown } };
    expect(status).toBe(201);
    return [answer.session_uuid, answer.session?.session_uuid, emulator.sessions.live().length];
  }
  const unnamed = { kind: "unnamed", operation: "create", when: "after" } as const;

  it("leaves session_uuid out everywhere, or keeps it in the envelope or in the session", async () => {
    expect(await answerTo(unnamed)).toEqual([undefined, undefined, 1]);
    expect(await answerTo({ ...unnamed, keep: "envelope" })).toEqual([someText, undefined, 1]);
    expect(await answerTo({ ...unnamed, keep: "session" })).toEqual([undefined, someText, 1]);
  });

  it("can hit a create before the server acts", async () => {
    expect(await answerTo({ ...unnamed, when: "before" })).toEqual([undefined, undefined, 0]);
  });

  it("leaves a refusal as it is", async () => {
    emulator.faults.arm(unnamed);
    expect(await call(emulator, "POST", "", {})).toMatchObject({ status: 400, body: { error: someText } });
  });
});

it("a connection stays open after the responses that a fault replaces", async () => {
  const agent = keepAlive();
  for (const when of moments) {
    emulator.faults.arm({ kind: "status", operation: "create", when, status: 429 });
    emulator.faults.arm({ kind: "unreadable", operation: "create", when, nth: 2 });
  }
  const outcomes = [];
  for (let index = 0; index < 4; index += 1) outcomes.push(await performCreate(emulator, agent));
  expect(outcomes.map(({ status }) => status)).toEqual([429, 201, 429, 201]);
  expect(new Set(outcomes.map(({ clientPort }) => clientPort)).size).toBe(1);
});
