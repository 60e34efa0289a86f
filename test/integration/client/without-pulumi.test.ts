import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { benchForAll } from "./support.ts";
import { repositoryRoot } from "../../../tools/repository.ts";

describe("a script without Pulumi", () => {
  const bench = benchForAll();
  beforeAll(() => bench.create("21"));

  it("reads, and exits by itself", async () => {
    const script = `
      import { MaskingClient, PlivoError } from "pulumi-plivo-masking/client";
      const client = MaskingClient.fromEnvironment();
      const { sessions } = await client.list({ filters: { createdTimeGte: "2026-02-01T00:00:00Z" } });
      const missing = await client.get("${"0".repeat(8)}-none").catch((error) => error);
      console.log(JSON.stringify([sessions.length, missing instanceof PlivoError, missing.code]));`;
    const environment = { ...bench.emulator.environment, PATH: process.env["PATH"] };
    const options = { cwd: repositoryRoot(), env: environment, timeout: 20_000 };
    const parameters = ["--input-type=module", "-e", script];
    const { stdout } = await promisify(execFile)(process.execPath, parameters, options);
    expect(JSON.parse(stdout)).toEqual([1, true, "PLIVO_NOT_FOUND"]);
  });
});
