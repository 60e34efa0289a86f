import type { Operation } from "../../tools/engine/index";
import { TestServer, json, text } from "../integration/plivo/support";
import { declaring, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";

/** Writes the clipboard, hides a row, forges a command of a CI log, and turns a text round. */
const hostile =
  "\u001b]52;c;cm0gLXJmIH4=\u0007x\r\u001b[2K\n::set-env name=A::b\r\n::stop::\u009b1A\u2028\u202ez";
/** Blanks, newlines too, are one blank each time in a quotation. */
const shown = String.raw`\u001b]52;c;cm0gLXJmIH4=\u0007x \u001b[2K ::set-env name=A::b ::stop::\u009b1A \u202ez`;

describe("what an API that writes control characters says in an operation of the engine", () => {
  const server = new TestServer();
  let bench: Bench;
  beforeAll(async () => {
    await server.start();
    bench = await openBench({ one: parties(0) }, { skipWaits: true });
    expectSuccess(await bench.stack.up());
    bench.stack.setEnvironment({ PLIVO_ENDPOINT: server.endpoint });
  });
  afterAll(async () => {
    await bench.close();
    await server.stop();
  });

  const changed = declaring({ one: { ...parties(0), ringTimeout: 30 } });
  const both = declaring({ one: parties(0), two: parties(1) });
  it.each<[string, () => Promise<Operation>]>([
    ["refresh", () => bench.stack.refresh()],
    [
      "update",
      () => {
        bench.stack.setProgram(changed);
        return bench.stack.up();
      },
    ],
    [
      "create",
      () => {
        bench.stack.setProgram(both);
        return bench.stack.up();
      },
    ],
    ["delete", () => bench.stack.destroy()],
  ])("has visible escapes in place of them, and begins no line of its own: %s", async (_, operate) => {
    for (const respond of [json(400, { api_id: hostile, error: hostile }), text(400, hostile)]) {
      server.respond = respond;
      const operation = await operate();
      expect(operation.succeeded).toBe(false);
      const messages = operation.diagnostics.map(({ message }) => message).join("\n");
      for (const all of [operation.text, messages]) {
        expect(all).toContain(shown);
        expect(all.match(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu) ?? []).toEqual([]);
        expect(all).not.toMatch(/^\s*::/m);
      }
    }
  });
});
