import { programWith } from "../../project/documents/programs.ts";
import { BareProject } from "../../support/bare-project.ts";
import { nodeHost } from "../../support/node-host.ts";

const { code } = programWith("README.md", 'requireSecret("driver")');
const nativeCode = code.replace('"pulumi-plivo-masking"', '"pulumi-plivo-masking/native"');

describe("README's program, by the bare pulumi command", () => {
  let project: BareProject;
  const pulumi = (words: string) => project.succeed(words);
  beforeAll(async () => {
    project = await BareProject.open({
      hosts: [nodeHost],
      files: {
        "Pulumi.yaml": "name: rides\nruntime: nodejs\n",
        "package.json": '{ "name": "rides", "main": "index.ts" }',
        "index.ts": code,
      },
    });
  });
  afterAll(() => project.close());

  it("fails without the numbers of driver and rider, and names them", async () => {
    const { exitCode, text } = await project.pulumi("preview");
    expect(exitCode).not.toBe(0);
    expect(text).toContain("Missing required configuration variable 'rides:driver'");
  });

  it("creates a session of the dynamic form", async () => {
    await pulumi("config set --secret driver +12025550114");
    await pulumi("config set --secret rider +12025550115");
    const preview = await pulumi("preview --diff");
    expect(preview).toMatch(/\+ pulumi-nodejs:dynamic\/plivo:MaskingSession: \(create\)/);
    expect(preview).toMatch(/firstParty +: \[secret\]\s+secondParty +: \[secret\]\s+sessionExpiry: 3600/);
    const up = await pulumi("up --yes --skip-preview");
    expect(up).toMatch(/number: "\+1\d{10}"/);
    expect(project.requests()).toEqual(["POST 201"]);
  });

  it("has the same session in the native form, without a request", async () => {
    await project.write("index.ts", nativeCode);
    await pulumi("preview --expect-no-changes");
    const up = await pulumi("up --yes --skip-preview");
    expect(up).toMatch(/Resources:\s+2 unchanged/);
    expect(project.requests()).toEqual([]);
  });

  it("refreshes the native session, and expires it by destroy", async () => {
    const refresh = await pulumi("refresh --yes --skip-preview");
    expect(refresh).toMatch(/plivo:index:MaskingSession ride[^]*Resources:\s+2 unchanged/);
    await pulumi("destroy --yes --skip-preview");
    expect(project.requests()).toEqual(["GET 200", "DELETE 200"]);
    expect(project.emulator.sessions.live()).toEqual([]);
  });
});
