import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { parties } from "../../support/field-changes.ts";
import { ProviderProcess } from "../../support/provider-process.ts";

/** The engine's address for the process. No one listens there. */
const engine = "127.0.0.1 1";

describe("the provider's process, from create to delete,", () => {
  let folder: string;
  let file: string;
  let emulator: Emulator;
  let provider: ProviderProcess;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "masking-connections-"));
    file = path.join(folder, "connections");
    emulator = await startEmulator();
    const preload = path.join(__dirname, "../../support/note-connections.cjs");
    provider = await ProviderProcess.start({
      ...emulator.environment,
      NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
      MASKING_CONNECTIONS: file,
    });
  });
  afterAll(async () => {
    await provider.close();
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  it("connects only to the endpoint: there is no telemetry", async () => {
    const declared = parties(0);
    const { inputs } = await provider.check(declared);
    const { id, outputs } = await provider.create(inputs);
    await provider.diff(id, outputs, inputs);
    await provider.read(id, outputs);
    await provider.update(id, outputs, { ...inputs, ringTimeout: 40 });
    await provider.delete(id, outputs);

    const { hostname, port } = new URL(emulator.endpoint);
    const connections = new Set(readFileSync(file, "utf8").trimEnd().split("\n"));
    expect([...connections].filter((connection) => connection !== engine)).toEqual([`${hostname} ${port}`]);
    expect(emulator.sessions.live()).toEqual([]);
  });
});
