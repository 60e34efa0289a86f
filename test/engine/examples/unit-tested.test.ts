import path from "node:path";
import unitTested from "../../../examples/unit-tested/index.ts";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { exampleFile } from "../../support/example.ts";
import { runTool } from "../../project/run-tool.ts";

const example = path.join(__dirname, "../../../examples/unit-tested");

interface JestReport {
  testResults: { assertionResults: { status: string; title: string }[] }[];
}

describe("examples/unit-tested", () => {
  const bench = useBench();

  it("passes its own tests, as its README shows", async () => {
    const { stdout } = await runTool("jest", ["--json", "-w", "1"], example);
    const { testResults } = JSON.parse(stdout) as JestReport;
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    const shown = exampleFile("unit-tested", "README.md").match(/(?<=✓ ).*$/gm) ?? [];
    expect(results).toMatchObject(shown.map((title) => ({ title, status: "passed" })));
  });

  it("creates on the real engine what its tests have seen declared", async () => {
    bench.stack.setProgram(() => Promise.resolve(unitTested()));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ "d-17": "create", "d-18": "create" });
    const created = bench.emulator.sessions.live();
    expect(new Set(created.map(({ record, callback_url: events }) => [record, events]))).toEqual(
      new Set([
        [false, "https://example.com/plivo/d-17/events"],
        [true, "https://example.com/plivo/d-18/events"],
      ]),
    );
    expect(everythingShown(up)).not.toMatch(/202 ?555 ?01\d\d/);
  });
});
