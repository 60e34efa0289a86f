import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { allPages } from "./documents/pages.ts";
import { ProgramFolder } from "./documents/programs.ts";
import { runNode } from "./run-tool.ts";

const blocksOf = (page: string) => allPages().find(({ name }) => name === page)?.blocks ?? [];
const blocks = blocksOf("docs/emulator.md");

describe("the code in docs/emulator.md, and in the README of its package", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  it.each(["docs/emulator.md", "emulator/README.md"])(
    "runs: the emulator as a library, in %s",
    async (page) => {
      const block = blocksOf(page).find(({ language }) => language === "ts");
      const folder = await ProgramFolder.open();
      const file = await folder.write({
        page: "emulator.md",
        line: 1,
        code: block?.code ?? "throw new Error()",
      });
      const { exitCode, output } = await runNode([file], folder.path);
      await folder.remove();
      expect({ exitCode, output }).toEqual({ exitCode: 0, output: "" });
    },
  );

  it("runs: its commands with curl, at an emulator's address", async () => {
    const commands = blocks.filter(({ language, code }) => language === "sh" && code.startsWith("curl "));
    expect(commands).toHaveLength(2);
    emulator.sessions.add({
      session_uuid: "4189591e-d004-4801-abdf-8893c15e5dcd",
      virtual_number: "+14155550100",
      expiry_time: emulator.clock.now() + 3_600_000,
      first_party: "+12025550100",
      second_party: "+12025550111",
    });
    for (const { code } of commands) {
      const text = code
        .replace("http://127.0.0.1:4010", emulator.endpoint)
        .replace("curl ", "curl -sS --fail ");
      await promisify(execFile)("bash", ["-c", text]);
    }
    expect(emulator.faults.all().map(({ fault }) => fault)).toMatchObject([
      { kind: "cut", operation: "any", when: "after" },
    ]);
    expect(emulator.calls.all().map(({ from }) => from)).toEqual(["12025550100"]);
  });
});
