import type { FaultMoment, Operation } from "../../../emulator/index.ts";
import { exchange, keepAlive } from "../exchange.ts";
import { everyOperation, hasActed, lastRequest, perform, performCreate, successOf } from "./support.ts";
import { create, emulator, freshEmulator } from "../support.ts";

freshEmulator();

const cases = everyOperation.flatMap((operation) =>
  (["before", "after"] as const).map((when): [Operation, FaultMoment] => [operation, when]),
);

function hasDecided(operation: Operation, when: FaultMoment): number {
  return when === "after" ? successOf(operation) : 0;
}

describe.each(cases)("a fault that hits %s, %s the server acts,", (operation, when) => {
  const changes = operation === "create" || operation === "update" || operation === "expire";
  const acted = changes ? when === "after" : undefined;

  it("ends the connection without a response if it is a reset", async () => {
    const sessionUuid = await create(emulator);
    const { id } = emulator.faults.arm({ kind: "reset", operation, when });
    const outcome = await perform(emulator, operation, sessionUuid);
    expect(outcome).toMatchObject({ status: 0, text: "", error: "ECONNRESET" });
    expect(hasActed(emulator, operation, sessionUuid)).toBe(acted);
    expect(lastRequest(emulator)).toMatchObject({ status: hasDecided(operation, when), fault: id, sent: 0 });
    expect(emulator.requests.count()).toBe(2);
  });

  it("ends the connection after half of the body if it is a cut", async () => {
    const sessionUuid = await create(emulator);
    const { id } = emulator.faults.arm({ kind: "cut", operation, when });
    const outcome = await perform(emulator, operation, sessionUuid);
    const sent = successOf(operation);
    expect(outcome).toMatchObject({ status: sent, error: "ECONNRESET" });
    expect(outcome.headers["content-type"]).toContain("application/json");
    expect(outcome.text.length).toBe(Math.floor(Number(outcome.headers["content-length"]) / 2));
    expect(outcome.text).toMatch(/^\{"api_id":"/);
    expect(() => JSON.parse(outcome.text) as unknown).toThrow(SyntaxError);
    expect(hasActed(emulator, operation, sessionUuid)).toBe(acted);
    expect(lastRequest(emulator)).toMatchObject({ status: hasDecided(operation, when), fault: id, sent });
    expect(emulator.requests.count()).toBe(2);
  });
});

it.each(["reset", "cut"] as const)(
  "a %s on a connection kept alive is followed by a new one",
  async (kind) => {
    emulator.faults.arm({ kind, operation: "create", when: "after", nth: 2 });
    const agent = keepAlive();
    const outcomes = [];
    for (let index = 0; index < 3; index += 1) outcomes.push(await performCreate(emulator, agent));
    const [first, second, third] = outcomes;
    expect(second?.clientPort).toBe(first?.clientPort);
    expect(third?.clientPort).not.toBe(first?.clientPort);
    expect(outcomes.map(({ error }) => error)).toEqual([undefined, "ECONNRESET", undefined]);
    expect(emulator.sessions.live()).toHaveLength(3);
  },
);

it("the response of a refusal can be lost too", async () => {
  emulator.faults.arm({ kind: "cut", operation: "get", when: "after" });
  expect(await exchange(emulator, "GET", "/none")).toMatchObject({ status: 404, error: "ECONNRESET" });
  expect(lastRequest(emulator)).toMatchObject({ status: 404, sent: 404 });
});
