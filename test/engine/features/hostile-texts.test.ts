import { TestServer, json } from "../../integration/plivo/support.ts";
import { programFor, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { hostile, shown } from "../../support/hostile-text.ts";

describe("control characters that the API writes into an error", () => {
  const server = new TestServer();
  const bench = useBench({ one: parties(0) }, { skipWaits: true, existing: true });
  beforeAll(async () => {
    await server.start();
    bench.stack.setEnvironment({ PLIVO_ENDPOINT: server.endpoint });
    bench.stack.setProgram(programFor({ one: { ...parties(0), ringTimeout: 30 }, two: parties(1) }));
  });
  afterAll(() => server.stop());

  // Each operation of the provider with each response: test/integration/dynamic/hostile-texts.test.ts.
  it("are visible escapes and begin no line in what the engine shows of an up", async () => {
    server.respond = json(400, { api_id: hostile, error: hostile });
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    const messages = up.diagnostics.map(({ message }) => message).join("\n");
    for (const all of [up.text, messages]) {
      expect(all).toContain(shown);
      expect(all.match(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu) ?? []).toEqual([]);
      expect(all).not.toMatch(/^\s*::/m);
    }
  });
});
