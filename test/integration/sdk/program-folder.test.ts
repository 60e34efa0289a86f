import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";

const root = repositoryRoot();
const session = 'new MaskingSession("ride", { firstParty: "+12025550100", secondParty: "+12025550111" })';

/** A program's folder, with Pulumi's SDK and the built package at these places in node_modules. */
function project(...places: string[]): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "masking-program-")));
  writeFileSync(path.join(folder, "package.json"), '{ "name": "program" }');
  for (const place of places) {
    const link = path.join(folder, "node_modules", place);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(root, link);
  }
  return folder;
}

/** What a program of these lines throws, in Pulumi's runner or in another process. */
function thrown(
  folder: string,
  required: string,
  environment: NodeJS.ProcessEnv,
  cwd = folder,
  before = "",
): unknown {
  const script = `
    const pulumi = require(${JSON.stringify(path.join(root, "node_modules", "@pulumi", "pulumi"))});
    pulumi.runtime.setMocks({ newResource: ({ inputs }) => ({ id: "id", state: inputs }), call: () => ({}) });
    const { MaskingSession } = require(${JSON.stringify(path.join(folder, "node_modules", required))});
    try {
      ${before};
      ${session};
      console.log(JSON.stringify("nothing"));
    } catch (error) {
      const { code, message } = error;
      console.log(JSON.stringify({ code, message, isRunError: pulumi.RunError.isInstance(error) }));
    }`;
  const env = { ...process.env, ...environment };
  return JSON.parse(execFileSync(process.execPath, ["-e", script], { cwd, env, encoding: "utf8" }));
}

describe("a session in a program that Pulumi's runner started", () => {
  let folder = "";
  afterEach(() => rmSync(folder, { recursive: true }));
  const runner = () => ({ PULUMI_NODEJS_ROOT_DIRECTORY: folder });

  it.each([
    ["of a component package that alone has the dependency", "acme/node_modules/pulumi-plivo-masking"],
    ["of an npm alias", "masking"],
    ["of a fork of another name", "@acme/plivo-masking"],
  ])("%s is rejected early, with the folder and the line to add", (_, place) => {
    folder = project(place);
    expect(thrown(folder, place, runner())).toEqual({
      code: "PLIVO_PACKAGE_NOT_IN_PROGRAM",
      message: expect.stringMatching(/"pulumi-plivo-masking": "\^\d+\.\d+\.\d+" to "dependencies"/) as string,
      isRunError: true,
    });
    const { message } = thrown(folder, place, runner()) as { message: string };
    expect(message).toContain(`${folder} does not find the package`);
    expect(message).toContain(`in ${path.join(folder, "package.json")},`);
  });

  it("below the project's root gets the root's manifest as the place of the line", () => {
    folder = project("masking");
    const main = path.join(folder, "infra");
    mkdirSync(main);
    const { message } = thrown(folder, "masking", runner(), main) as { message: string };
    expect(message).toContain(`${main} does not find the package`);
    expect(message).toContain(`in ${path.join(folder, "package.json")},`);
  });

  it("is declared if the package is installed under its name, also above the program's folder", () => {
    folder = project("masking", "pulumi-plivo-masking");
    mkdirSync(path.join(folder, "infra"));
    expect(thrown(folder, "masking", runner())).toBe("nothing");
    expect(thrown(folder, "masking", runner(), path.join(folder, "infra"))).toBe("nothing");
  });

  it("is declared if the program has changed its folder, which Pulumi's host does not follow", () => {
    folder = project("pulumi-plivo-masking");
    const leave = `process.chdir(${JSON.stringify(tmpdir())})`;
    expect(thrown(folder, "pulumi-plivo-masking", runner(), folder, leave)).toBe("nothing");
  });

  it("of an inline program is declared, because its folder is not this process's", () => {
    folder = project("masking");
    expect(thrown(folder, "masking", { PULUMI_NODEJS_ROOT_DIRECTORY: undefined })).toBe("nothing");
  });
});
