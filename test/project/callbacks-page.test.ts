import { attributesOf, token } from "../integration/callbacks/bench.ts";
import { ProgramFolder, programWith } from "./documents/programs.ts";
import { runNode } from "./run-tool.ts";

/** A current event, because the handler rejects old ones. */
const nowOf = (number: number) => attributesOf(number, { EventTimestamp: new Date().toISOString() });
const page = "docs/callbacks.md";

describe("the code in docs/callbacks.md", () => {
  let folder: ProgramFolder;
  beforeAll(async () => {
    folder = await ProgramFolder.open();
  });
  afterAll(() => folder.remove());

  const file = (text: string) => folder.write(programWith(page, text));

  it("runs: the test of a user's own receiver", async () => {
    const { exitCode, output } = await runNode([await file("node:assert/strict")], folder.path);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: "" });
  });

  /** Runs a block in its own process, and sends a request to what it exports. */
  async function answers(
    block: string,
    call: string,
    url = "https://example.com/plivo/events",
  ): Promise<string> {
    const script = `
      globalThis.fetch = () => Promise.resolve(new Response());
      const { signCallback } = await import("pulumi-plivo-masking/callbacks");
      const block = await import(${JSON.stringify(block)});
      const attributes = ${JSON.stringify(nowOf(1))};
      const { url, ...init } = signCallback({ url: ${JSON.stringify(url)}, attributes, authToken: ${JSON.stringify(token)} });
      const request = new Request("http://10.0.0.7:3000/plivo/events", init);
      const answer = await (${call});
      console.log(answer instanceof Response ? answer.status : answer);`;
    const environment = { ...process.env, PLIVO_AUTH_TOKEN: token, RECEIVER_URL: "https://example.com" };
    const { output } = await runNode(["--input-type=module", "--eval", script], folder.path, environment);
    return output.trim().split("\n").at(-1) ?? "";
  }

  it("runs: the server, which accepts what Plivo signed", async () => {
    const program = await file("SessionPartiesHangup");
    const script = `
      import { Server } from "node:http";
      const { signCallback } = await import("pulumi-plivo-masking/callbacks");
      const { listen } = Server.prototype;
      // At a free port of the loopback address instead of the page's.
      const started = new Promise((resolve) => {
        Server.prototype.listen = function () {
          return listen.call(this, 0, "127.0.0.1", () => resolve(this));
        };
      });
      await import(${JSON.stringify(program)});
      const server = await started;
      const attributes = ${JSON.stringify(nowOf(1))};
      const send = async (origin) => {
        const { url, ...init } = signCallback({ url: origin + "/events", attributes, authToken: ${JSON.stringify(token)} });
        return (await fetch("http://127.0.0.1:" + server.address().port + "/events", init)).status;
      };
      console.log(await send("https://example.com"), await send("https://example.org"));
      server.close();
      server.closeAllConnections();`;
    const environment = { ...process.env, PLIVO_AUTH_TOKEN: token, RECEIVER_URL: "https://example.com" };
    const { output } = await runNode(["--input-type=module", "--eval", script], folder.path, environment);
    expect(output.trim().split("\n").at(-1)).toBe("200 403");
  });

  it("runs: the parts by themselves", async () => {
    expect(await answers(await file("receive("), "block.receive(request)")).toBe("SessionSecondPartyRing");
    expect(await answers(await file("receive("), "block.receive(request)", "https://example.org/e")).toBe(
      "undefined",
    );
  });
});
