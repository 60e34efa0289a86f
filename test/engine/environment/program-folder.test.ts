import { mkdir, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { loaders } from "../../consumers/consumers.ts";
import { createProject, operate } from "../../consumers/project.ts";
import { repositoryRoot } from "../../../tools/repository.ts";

const loader = loaders["ES modules"];
/** As a component package would do it, which has the dependency in a node_modules of its own. */
const program = `
  import { createRequire } from "node:module";
  const { MaskingSession } = createRequire(import.meta.url)("./node_modules/acme/node_modules/pulumi-plivo-masking");
  new MaskingSession("ride", { firstParty: "+12025550100", secondParty: "+12025550111" });
`;

describe("a program that does not have the package, while its component package has it", () => {
  let emulator: Emulator;
  let folder: string;
  beforeAll(async () => {
    emulator = await startEmulator();
    folder = await createProject(loader, program, {});
    await link("@pulumi/pulumi", path.join(repositoryRoot(), "node_modules", "@pulumi", "pulumi"));
    await link("acme/node_modules/pulumi-plivo-masking", repositoryRoot());
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await emulator.close();
  });

  async function link(place: string, target: string): Promise<void> {
    const file = path.join(folder, "node_modules", place);
    await mkdir(path.dirname(file), { recursive: true });
    await symlink(target, file);
  }

  const preview = () =>
    operate(folder, "preview", loader, {
      plivo: emulator.environment,
      nodeFolder: path.dirname(process.execPath),
    });

  it("fails with the folder and the line to add, before the engine looks for the module", async () => {
    const { stderr } = (await preview().catch((error: unknown) => error)) as { stderr: string };
    expect(stderr).toContain(`${folder} does not find the package "pulumi-plivo-masking". Add the line`);
    expect(stderr).toContain("PLIVO_PACKAGE_NOT_IN_PROGRAM: https://");
    expect(stderr).not.toContain("Cannot find module");
  });

  it("runs once the line is there", async () => {
    await link("pulumi-plivo-masking", repositoryRoot());
    expect((await preview()).changes).toEqual({ create: 2 });
  });
});
