import { BareProject } from "../../support/bare-project.ts";
import { startCommand } from "../../support/command-in-process.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { clockOf } from "../../support/virtual-clock.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { yamlHost } from "../../../tools/yaml-host/yaml-host.ts";

/** Milliseconds. The first run in a checkout builds the language host. */
const buildTimeout = 900_000;

const taxi = {
  firstParty: "+12025550112",
  secondParty: "+12025550113",
  sessionExpiry: 7200,
  ringTimeout: 20,
};

const ride = `
  ride:
    type: plivo:index:MaskingSession
    properties:
      firstParty: "+1 202 555 0110"
      secondParty: "+12025550111"
      sessionExpiry: 3600
`;

/** Pulumi.yaml with these resources. */
function program(...resources: string[]): string {
  return `name: rides\nruntime: yaml\nresources:${resources.join("")}outputs:\n  number: \${ride.virtualNumber}\n`;
}

/** The resources of the code that `pulumi import` has generated. */
function resourcesOf(generated: string): string {
  return generated.replace(/^resources:/, "");
}

describe("a YAML project, by the bare pulumi command", () => {
  let project: BareProject;
  const pulumi = (words: string) => project.succeed(words);
  beforeAll(async () => {
    const hosts = [await yamlHost()];
    project = await BareProject.open({ hosts, files: { "Pulumi.yaml": program(ride) } });
  }, buildTimeout);
  afterAll(() => project.close());

  it("has a schema that Pulumi accepts", async () => {
    await pulumi(`schema check ${repositoryRoot()}/plugin/schema.json`);
  });

  it("shows in a preview what it would create, without the parties' numbers and without a request", async () => {
    const text = await pulumi("preview --diff");
    expect(text).toMatch(/\+ plivo:index:MaskingSession: \(create\)/);
    expect(text).toMatch(/firstParty +: \[secret\]\s+secondParty +: \[secret\]\s+sessionExpiry: 3600/);
    expect(project.requests()).toEqual([]);
  });

  it("creates the session by one request, and shows the number to call", async () => {
    const text = await pulumi("up --yes --skip-preview");
    expect(text).toMatch(/number: "\+1\d{10}"/);
    expect(project.requests()).toEqual(["POST 201"]);
  });

  it("updates the session in place, and its output stays known", async () => {
    await project.write("Pulumi.yaml", program(`${ride}      ringTimeout: 30\n`));
    const text = await pulumi("preview --diff");
    expect(text).toMatch(/~ plivo:index:MaskingSession: \(update\)[^+]*\+ ringTimeout: 30/);
    expect(text).not.toMatch(/number:|\[unknown\]/);
    await pulumi("up --yes --skip-preview");
    expect(project.requests()).toEqual(["POST 200"]);
  });

  it("imports a live session with code that is the session as it is", async () => {
    const id = await createElsewhere(project.emulator, taxi);
    const text = await pulumi(
      `import --yes --skip-preview --protect=false --out taxi.yaml plivo:index:MaskingSession taxi ${id}`,
    );
    expect(text).toMatch(/MaskingSession taxi imported/);
    expect(project.requests()).toEqual(["GET 200"]);
    const generated = await project.read("taxi.yaml");
    // In clear, as docs say: Pulumi takes no account of secrets here.
    expect(generated).toContain(taxi.firstParty);
    await project.write("Pulumi.yaml", program(`${ride}      ringTimeout: 30\n`, resourcesOf(generated)));
  });

  it("imports, with its program, what `npx pulumi-plivo-masking import --import-file` has written", async () => {
    const ids = [
      await createElsewhere(project.emulator, { ...taxi, firstParty: "+12025550116" }),
      await createElsewhere(project.emulator, { ...taxi, firstParty: "+12025550117", record: true }),
    ];
    const { environment } = project.emulator;
    const words = ["import", ...ids, "--import-file", "sessions.json"];
    const clock = clockOf(project.emulator);
    await startCommand(words, { environment, clock, folder: project.folder }).ended;
    project.requests();
    await pulumi("import --yes --skip-preview --protect=false --file sessions.json --out sessions.yaml");
    expect(project.requests()).toEqual(["GET 200", "GET 200"]);
    const before = await project.read("Pulumi.yaml");
    const imported = resourcesOf(await project.read("sessions.yaml")).replace(/^\n/, "");
    await project.write("Pulumi.yaml", before.replace("outputs:", `${imported}outputs:`));
    const shown = await pulumi("stack --show-ids");
    for (const id of ids) expect(shown).toContain(`session-${id.slice(0, 8)}`);
  });

  it("has no change after its imports", async () => {
    project.requests();
    await pulumi("preview --expect-no-changes");
    expect(project.requests()).toEqual([]);
  });

  it("shows drift in a refresh", async () => {
    const [oldest] = project.emulator.sessions.live();
    project.emulator.sessions.change(String(oldest?.session_uuid), { ring_timeout: 77 });
    const text = await pulumi("refresh --yes --skip-preview --diff");
    expect(text).toMatch(/~ plivo:index:MaskingSession: \(update\)[^~]*~ ringTimeout: 30 => 77/);
    project.requests();
  });

  it("reverts the drift, and reads Plivo's report by a function, all of it secret in YAML", async () => {
    const variables = `variables:
  report: { fn::invoke: { function: plivo:getMaskingSession, arguments: { sessionUuid: "\${ride.sessionUuid}" } } }
`;
    const before = await project.read("Pulumi.yaml");
    await project.write(
      "Pulumi.yaml",
      `${before.replace("outputs:", `${variables}outputs:`)}  status: \${report.status}\n`,
    );
    const text = await pulumi("up --yes --skip-preview");
    expect(text).toMatch(/status: \[secret\]/);
    expect(project.requests().sort()).toEqual(["GET 200", "POST 200"]);
    expect(await pulumi("stack output status --show-secrets")).toMatch(/^active$/m);
  });

  it("expires all its sessions by destroy", async () => {
    const text = await pulumi("destroy --yes --skip-preview");
    expect(text).toMatch(/- 5 deleted/);
    expect(project.emulator.sessions.live()).toEqual([]);
  });
});
