import { readFileSync } from "node:fs";
import path from "node:path";
import { startEmulator } from "plivo-masking-emulator";
import { filterNames } from "../../provider/client/queries.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { parties } from "../support/field-changes.ts";
import { ProgramFolder, programWith } from "./documents/programs.ts";
import { runNode } from "./run-tool.ts";

const page = "docs/reading.md";

describe("docs/reading.md", () => {
  it("names every filter", () => {
    const text = readFileSync(path.join(repositoryRoot(), page), "utf8");
    const unnamed = filterNames.filter((name) => !text.includes(`\`${name.replace(/[GL]te?$/, "")}\``));
    expect(unnamed).toEqual([]);
  });

  it("runs: the script that reads by the client", async () => {
    const folder = await ProgramFolder.open();
    const emulator = await startEmulator();
    try {
      const program = programWith(page, "MaskingClient.fromEnvironment");
      const [, uuid = ""] = /client\.get\("([^"]+)"\)/.exec(program.code) ?? [];
      const { firstParty, secondParty } = parties(0);
      emulator.sessions.add({
        session_uuid: uuid,
        virtual_number: "+14155550142",
        expiry_time: emulator.clock.now() + 3_600_000,
        first_party: firstParty,
        second_party: secondParty,
      });
      const environment = { ...process.env, ...emulator.environment };
      const { exitCode, output } = await runNode([await folder.write(program)], folder.path, environment);
      expect(output).toMatch(/^0 cents\nactive \d{4}-\d\d-\d\dT[\d:.]+Z\n$/m);
      expect(exitCode).toBe(0);
      expect(output).not.toContain(firstParty.slice(1));
    } finally {
      await emulator.close();
      await folder.remove();
    }
  });
});
