import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runNode } from "../../project/run-tool.ts";
import { dataFile, freshDataFile } from "../support.ts";

freshDataFile();

/** The limit over 14,000 requests: 80 bytes kept for each request would exceed it. */
const tolerance = 2 ** 20;

it("requests leave nothing in memory but the latest 10,000 in the log", async () => {
  const script = path.join(__dirname, "growth-process.cjs");
  const { exitCode, stdout, output } = await runNode(["--expose-gc", script, dataFile], repositoryRoot());
  if (exitCode !== 0) throw new Error(output);
  const { bytes, count, ...counted } = JSON.parse(stdout) as Record<string, number>;
  expect(bytes).toBeLessThan(tolerance);
  expect(count).toBeGreaterThan(10_500);
  expect(counted).toEqual({ resources: 0, kept: 10_000, sessions: 1 });
});
