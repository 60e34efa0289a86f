import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runNode } from "../../project/run-tool.ts";

/** The limit over 14,000 requests: 80 bytes kept for each request would exceed it. */
const tolerance = 2 ** 20;

interface Growth {
  bytes: number;
  resources: number;
  kept: number;
  count: number;
  sessions: number;
}

async function growth(...parameters: string[]): Promise<Growth> {
  const script = path.join(__dirname, "growth-process.cjs");
  const { exitCode, stdout, output } = await runNode(
    ["--expose-gc", script, ...parameters],
    repositoryRoot(),
  );
  if (exitCode !== 0) throw new Error(output);
  return JSON.parse(stdout) as Growth;
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "masking-growth-"));
});
afterEach(() => rm(folder, { recursive: true }));

it.each([
  ["without a data file", undefined],
  ["with a data file", "state.json"],
])("requests leave nothing in memory but the latest 10,000 in the log, %s", async (_case, file) => {
  const { bytes, ...counted } = await growth(...(file === undefined ? [] : [path.join(folder, file)]));
  expect(bytes).toBeLessThan(tolerance);
  expect(counted).toMatchObject({ resources: 0, kept: 10_000, sessions: 1 });
  expect(counted.count).toBeGreaterThan(10_500);
});
