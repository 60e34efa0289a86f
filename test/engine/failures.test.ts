import { errorEntryAddress } from "../../provider/common/project-address.ts";
import { TestServer, json } from "../integration/plivo/support.ts";
import { everythingShown, programFor, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";
import { hostile, shown } from "../support/hostile-text.ts";
import { storedIds } from "../support/stored.ts";

/* More failures: test/integration/hosts/failures.test.ts. */

const entryOf = (code: string) => `${code}: ${errorEntryAddress(code)}`;
const stackFrame = /\n\s+at .*:\d+:\d+/;
const sessions = { one: parties(0), two: parties(1) };
const token = "not-the-token-of-this-account";

describe("what the engine shows of a failure", () => {
  const bench = useBench(sessions, { existing: true });
  let ids: Record<string, string>;
  beforeAll(async () => {
    ids = await storedIds(bench.stack);
  });
  beforeEach(() => {
    bench.stack.setProgram(programFor(sessions));
    bench.stack.setEnvironment(bench.emulator.environment);
    bench.requests();
  });

  const expectStateKept = async () => {
    expect(await storedIds(bench.stack)).toEqual(ids);
  };

  it("names every problem of bad input, without its value, and sends nothing", async () => {
    const args = { firstParty: "2025550177", secondParty: "+12025550111", sessionExpiry: 0.5, recrod: true };
    bench.stack.setProgram(programFor({ bad: args }));
    const preview = await bench.stack.preview();
    expect(preview.succeeded).toBe(false);
    expect(preview.text).toMatch(/firstParty must start with "\+"/);
    expect(preview.text).toMatch(/sessionExpiry must be a whole number/);
    expect(preview.text).toMatch(/no argument "recrod"\. Did you mean "record"/);
    expect(everythingShown(preview)).not.toMatch(/2025550177|2025550111/);
    expect(preview.text).not.toMatch(stackFrame);
    expect(bench.requests()).toEqual([]);
  });

  it("has a refused delete once, with a second line of its code and the address of its entry", async () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: token });
    const destroy = await bench.stack.destroy();
    expect(destroy.succeeded).toBe(false);
    const errors = destroy.diagnostics.filter(({ severity }) => severity === "error");
    const second = destroy.diagnostics.filter(({ severity }) => severity === "info#err");
    expect(second.map(({ message }) => message.trim())).toEqual(
      Array(2).fill(entryOf("PLIVO_AUTHENTICATION")),
    );
    const refused = errors.filter(({ message }) => message.includes("did not accept the credentials"));
    expect(refused).toHaveLength(2);
    for (const { message } of refused) expect(message).toContain("PLIVO_AUTH_ID");
    expect(everythingShown(destroy)).not.toContain(token);
    expect(destroy.text).not.toMatch(stackFrame);
    expect(bench.requests()).toEqual(["DELETE 401", "DELETE 401"]);
    await expectStateKept();
  });

  it("shows a refused create with its code and the address of its entry", async () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: token });
    bench.stack.setProgram(programFor({ ...sessions, three: parties(2) }));
    const up = await bench.stack.up();
    const refused = up.diagnostics.filter(({ message }) =>
      message.includes("did not accept the credentials"),
    );
    expect(refused.map(({ message }) => message.trim().split("\n").at(-1))).toEqual([
      entryOf("PLIVO_AUTHENTICATION"),
    ]);
    expect(up.diagnostics.filter(({ severity }) => severity === "info#err")).toEqual([]);
    expect(everythingShown(up)).not.toContain(token);
    await expectStateKept();
  });

  // Each operation of the provider with each response: test/integration/dynamic/hostile-texts.test.ts.
  it("has the API's control characters as visible escapes, which begin no line", async () => {
    const server = new TestServer();
    await server.start();
    server.respond = json(400, { api_id: hostile, error: hostile });
    bench.stack.setEnvironment({ PLIVO_ENDPOINT: server.endpoint });
    bench.stack.setProgram(programFor({ one: { ...parties(0), ringTimeout: 30 }, two: parties(1) }));
    const up = await bench.stack.up();
    await server.stop();
    expect(up.succeeded).toBe(false);
    const messages = up.diagnostics.map(({ message }) => message).join("\n");
    for (const all of [up.text, messages]) {
      expect(all).toContain(shown);
      expect(all.match(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu) ?? []).toEqual([]);
      expect(all).not.toMatch(/^\s*::/m);
    }
  });
});
