import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { createCallbackHandler, toNodeListener } from "../../../provider/callbacks/index.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { listen } from "../../support/listen.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { benchForAll, putPulumi } from "./support.ts";

const known = "4189591e-d004-4801-abdf-8893c15e5dcd";
const [second, third] = ["92cd4860-2314-49a8-a607-3cc5e339387e", "7d2f0c11-5b0e-4c55-9e57-61b8d1a3f0aa"];
const sessions = [
  [known, "+12025550142", "+12025550143", "2026-03-01T09:30:00Z", "2026-03-01T10:30:00Z"],
  [second, "+12025550144", "+12025550145", "2026-03-01T09:40:00Z", "2026-03-01T10:40:00Z"],
  [third, "+12025550146", "+12025550147", "2026-03-01T08:00:00Z", "2026-03-01T09:00:00Z"],
] as const;

/** The page's commands with output. */
function examples(page: string): { parameters: string[]; shown: string }[] {
  const blocks = [...page.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  return blocks.flatMap((block) => {
    const [, line = "", shown = ""] = /^\$ npx pulumi-plivo-masking ([^\n|]*)\n(.+)$/ms.exec(block) ?? [];
    return shown === "" ? [] : [{ parameters: line.split(" "), shown }];
  });
}

/** Replaces what differs between machines. */
function normalize(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, "<host>")
    .replace(/v?\d+\.\d+\.\d+/g, "<version>")
    .replace(/in \d+ ms/, "in <time>")
    .replace(/(extended until ).*/, "$1<time>");
}

describe("the page docs/command.md", () => {
  const bench = benchForAll();
  const folder = temporaryFolder();
  const receiver = createServer();
  let origin: string;

  beforeAll(async () => {
    for (const [session_uuid, first_party, second_party, created_time, expiry_time] of sessions) {
      const rest = { first_party, second_party, created_time, expiry_time };
      bench.emulator.sessions.add({ session_uuid, virtual_number: "+13125550160", duration: 3600, ...rest });
    }
    putPulumi(folder);
    const resource = {
      type: "pulumi-nodejs:dynamic/plivo:MaskingSession",
      id: known,
      urn: "urn:pulumi:dev::rides::pulumi-nodejs:dynamic/plivo:MaskingSession::ride",
    };
    await writeFile(
      path.join(folder, "state.json"),
      JSON.stringify({ deployment: { resources: [resource] } }),
    );
    const { authToken } = bench.emulator;
    const handler = createCallbackHandler({
      authToken,
      publicUrl: () => origin,
      // The command's clock has the page's time.
      maxAgeMs: Number.POSITIVE_INFINITY,
      onEvent: () => undefined,
      onError: () => undefined,
    });
    receiver.on("request", toNodeListener(handler));
    origin = `http://127.0.0.1:${await listen(receiver)}`;
  });
  afterAll(() => receiver.close());

  it("shows what the command prints, in the page's order", async () => {
    const page = await readFile(path.join(repositoryRoot(), "docs", "command.md"), "utf8");
    const shown = examples(page);
    expect(shown.map(({ parameters: [name] }) => name)).toEqual([
      "list",
      "orphans",
      "which-stack",
      "expire",
      "import",
      "extend",
      "check-webhook",
      "doctor",
    ]);
    const url = `${origin}/plivo/events`;
    const PATH = `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`;
    for (const { parameters, shown: expected } of shown) {
      const given = parameters.map((one) => (one.startsWith("https:") ? url : one));
      const inFolder = given.map((one) => (one === "state.json" ? path.join(folder, one) : one));
      const environment = { ...bench.emulator.environment, PATH, PULUMI_HOME: folder };
      const { stdout, stderr } = await bench.run(inFolder, { environment });
      expect(normalize(stdout + stderr)).toBe(normalize(expected));
    }
  });
});
