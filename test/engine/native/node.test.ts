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

  it("creates a session of the dynamic form", async () => {
    await pulumi("config set --secret driver +12025550114");
    await pulumi("config set --secret rider +12025550115");
    expect(await pulumi("up --yes --skip-preview")).toMatch(/number: "\+1\d{10}"/);
    expect(project.requests()).toEqual(["POST 201"]);
  });

  it("has the same session in the native form, without a request", async () => {
    await project.write("index.ts", nativeCode);
    const up = await pulumi("up --yes --skip-preview");
    expect(up).toMatch(/Resources:\s+2 unchanged/);
    expect(project.requests()).toEqual([]);
    expect(await pulumi("stack --show-ids")).toMatch(/plivo:index:MaskingSession +ride/);
  });
});
