import path from "node:path";
import { variablesIn } from "../../support/engine-variables.ts";
import { oldNode } from "../../support/old-node.ts";
import { openBench, type Bench } from "../../support/engine.ts";

const sessions = { ride: { firstParty: "+12025550100", secondParty: "+12025550111" } };
const { executable, parameters, version } = oldNode();

describe("a provider process on a Node below the floor", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(sessions, { existing: true });
    // As the engine has it: with the CLI, and the Node that runs the tests.
    const { PATH = "" } = await variablesIn(bench.stack.folder);
    bench.stack.setEnvironment(
      parameters.length > 0
        ? { NODE_OPTIONS: parameters.join(" ") }
        : { PATH: [path.dirname(executable), PATH].join(path.delimiter) },
    );
  });
  afterAll(async () => {
    bench.stack.setEnvironment({ NODE_OPTIONS: undefined, PATH: undefined });
    await bench.close();
  });

  // test/integration/dynamic/node-version.test.ts covers the handler that a state holds.
  it("fails an up with a message about Node", async () => {
    const { succeeded, text } = await bench.stack.up();
    expect(succeeded).toBe(false);
    expect(text).toContain(`pulumi-plivo-masking needs Node 22.19 or newer, but runs on Node ${version}`);
    expect(text).not.toContain("bind");
    expect(text).not.toContain("node_modules/undici");
    expect(bench.requests()).toEqual([]);
  });
});
