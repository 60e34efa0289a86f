import path from "node:path";
import { oldNode } from "../support/old-node";
import { declaring, expectSuccess, openBench, type Bench } from "../support/engine";

const sessions = { ride: { firstParty: "+12025550100", secondParty: "+12025550111" } };
const { executable, parameters, version } = oldNode();

describe("a provider process on a Node below the floor", () => {
  let bench: Bench;
  /** As the engine has it: with the CLI, and the Node that runs the tests. */
  let searchPath = "";
  beforeAll(async () => {
    bench = await openBench(sessions);
    bench.stack.setProgram(() => {
      searchPath = process.env["PATH"] ?? "";
      return declaring(sessions)();
    });
    expectSuccess(await bench.stack.up());
    bench.requests();
    bench.stack.setEnvironment(
      parameters.length > 0
        ? { NODE_OPTIONS: parameters.join(" ") }
        : { PATH: [path.dirname(executable), searchPath].join(path.delimiter) },
    );
  });
  afterAll(async () => {
    bench.stack.setEnvironment({ NODE_OPTIONS: undefined, PATH: undefined });
    await bench.close();
  });

  it.each(["preview", "up", "refresh", "destroy"] as const)("makes %s say so", async (operation) => {
    const { succeeded, text } = await bench.stack[operation]();
    expect(succeeded).toBe(false);
    expect(text).toContain(`pulumi-plivo-masking needs Node 22.19 or newer, but runs on Node ${version}`);
    expect(text).not.toContain("bind");
    expect(text).not.toContain("node_modules/undici");
    expect(bench.requests()).toEqual([]);
  });
});
