import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { consumers, loaders, nameOf } from "./consumers.ts";
import { pack } from "../../tools/pack.ts";
import { createProject, operate, readmeProgram } from "./project.ts";
import { prepareToolchain, versions, type Toolchain } from "./toolchain.ts";
import { requestsOf } from "../support/requests.ts";

/** The stack and one session, which takes one request to create and one to delete. */
const expected = {
  preview: { changes: { create: 2 }, requests: [] },
  up: { changes: { create: 2 }, requests: ["POST 201"] },
  destroy: { changes: { delete: 2 }, requests: ["DELETE 200"] },
} as const;

// Most of it is npm's time, without a cache.
jest.setTimeout(600_000);

describe("the README's program, with the packed provider", () => {
  let tarballs: string;
  let tarball: string;
  let toolchain: Toolchain;
  let emulator: Emulator;
  beforeAll(async () => {
    tarballs = await mkdtemp(path.join(tmpdir(), "masking-pack-"));
    ({ tarball } = await pack("provider", tarballs));
    toolchain = await prepareToolchain();
    emulator = await startEmulator();
  });
  afterAll(async () => {
    await emulator.close();
    await rm(tarballs, { recursive: true });
  });

  it.each(consumers.map((consumer) => [nameOf(consumer), consumer] as const))(
    "previews, creates and destroys its session in a project of %s",
    async (_, { manager, loader, sdk, node }) => {
      const packages = {
        "@pulumi/pulumi": sdk === "lowest" ? versions.sdk : versions.newestSdk(),
        "pulumi-plivo-masking": `file:${tarball}`,
      };
      const folder = await createProject(loaders[loader], await readmeProgram(), packages);
      try {
        await toolchain.install(manager, folder, node);
        const surroundings = { plivo: emulator.environment, nodeFolder: toolchain.nodeFolder(node) };
        for (const operation of ["preview", "up", "destroy"] as const) {
          emulator.requests.clear();
          const outcome = await operate(folder, operation, loaders[loader], surroundings);
          const requests = requestsOf(emulator);
          expect({ changes: outcome.changes, requests }).toEqual(expected[operation]);
          expect(outcome.sdk).toBe(packages["@pulumi/pulumi"]);
          expect(outcome.node).toBe(node === "lowest" ? versions.node : process.versions.node);
          if (operation === "up") expect(outcome.outputs["number"]).toMatch(/^\+1\d{10}$/);
        }
        expect(emulator.sessions.live()).toEqual([]);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
