import { TestServer, json, text } from "../../integration/plivo/support.ts";
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
  it.each([
    ["up", "JSON", json(400, { api_id: hostile, error: hostile })],
    ["refresh", "text", text(400, hostile)],
  ] as const)(
    "are visible escapes and begin no line in what the engine shows of an %s (%s)",
    async (name, _, respond) => {
      server.respond = respond;
      const operation = await bench.stack[name]();
      expect(operation.succeeded).toBe(false);
      const messages = operation.diagnostics.map(({ message }) => message).join("\n");
      for (const all of [operation.text, messages]) {
        expect(all).toContain(shown);
        expect(all.match(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu) ?? []).toEqual([]);
        expect(all).not.toMatch(/^\s*::/m);
      }
    },
  );
});
