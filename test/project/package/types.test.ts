import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { pack } from "../../../tools/pack.ts";
import { repositoryRoot } from "../../../tools/repository.ts";

const root = repositoryRoot();
const name = "pulumi-plivo-masking";
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  readonly exports: object;
  readonly dependencies: Readonly<Record<string, string>>;
};
const entries = Object.keys(manifest.exports)
  .filter((key) => key !== "./package.json")
  .map((key) => path.posix.join(name, key));

/** As in Pulumi's template "typescript". */
const template = {
  strict: true,
  target: "es2020",
  module: "commonjs",
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  forceConsistentCasingInFileNames: true,
};

const resolutions: Readonly<Record<string, object>> = {
  // The template's own option, which TypeScript 6 calls deprecated.
  node: { moduleResolution: "node", ignoreDeprecations: "6.0" },
  nodenext: { module: "nodenext" },
};

/** Passes a session's outputs to another resource with plain string inputs. */
const passingOn = `
  import * as pulumi from "@pulumi/pulumi";
  import { MaskingSession } from "${name}";

  interface NoticeArgs {
    readonly number: pulumi.Input<string>;
    readonly status: pulumi.Input<string>;
    readonly from: pulumi.Input<string>;
    readonly until: pulumi.Input<string>;
  }

  class Notice extends pulumi.ComponentResource {
    constructor(title: string, args: NoticeArgs) {
      super("acme:index:Notice", title, args);
    }
  }

  const ride = new MaskingSession("ride", { firstParty: "+12025550100", secondParty: "+12025550111" });
  new Notice("notice", {
    number: ride.virtualNumber,
    status: ride.status,
    from: ride.createdTime,
    until: ride.expiryTime,
  });
  export const number: pulumi.Output<string> = ride.virtualNumber;
`;

describe("the packed types, in a project with the options of Pulumi's templates", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "masking-types-"));
    const { tarball } = await pack("provider", folder);
    const modules = path.join(folder, "node_modules");
    await mkdir(path.join(modules, name), { recursive: true });
    execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", path.join(modules, name)]);
    // All other packages as links to this checkout.
    const installed = readdirSync(path.join(root, "node_modules"));
    const others = installed.filter((other) => !other.startsWith(".") && other !== name);
    for (const other of others)
      await symlink(path.join(root, "node_modules", other), path.join(modules, other));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const parsed = new Map<string, ts.SourceFile | undefined>();

  /**
   * The compiler's errors for a project of these lines, in them and in the packages that come with this one.
   */
  function diagnostics(source: string, options: object): string[] {
    const file = path.join(folder, "index.ts");
    const given = { ...template, ...options, noEmit: true, preserveSymlinks: true };
    const { options: read, errors } = ts.convertCompilerOptionsFromJson(given, folder);
    const host = ts.createCompilerHost(read);
    const program = ts.createProgram([file], read, {
      ...host,
      getCurrentDirectory: () => folder,
      fileExists: (name) => name === file || host.fileExists(name),
      // Parsed once for all compilations. The options that differ do not affect parsing.
      getSourceFile: (name, version) => {
        if (name === file) return ts.createSourceFile(name, source, version);
        if (!parsed.has(name)) parsed.set(name, host.getSourceFile(name, version));
        return parsed.get(name);
      },
    });
    const examined = program
      .getSourceFiles()
      .filter(({ fileName }) => fileName === file || isShipped(fileName));
    const found = examined.flatMap((one) => ts.getPreEmitDiagnostics(program, one));
    return [...errors, ...found].map(({ file: of, messageText }) => {
      const where = path.relative(path.join(folder, "node_modules"), of?.fileName ?? "");
      return `${where}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
  }

  /** Without the types of Pulumi's SDK and Node, which take ten times as long. */
  function isShipped(file: string): boolean {
    const inModules = path.relative(path.join(folder, "node_modules"), file);
    return [name, ...Object.keys(manifest.dependencies)].some((one) =>
      inModules.startsWith(`${one}${path.sep}`),
    );
  }

  it.each(Object.entries(resolutions))("compile with the resolution %s", (_, options) => {
    const source = entries.map((entry, index) => `export * as entry${index} from "${entry}";`).join("\n");
    expect(diagnostics(source, { ...options, types: ["node"] })).toEqual([]);
  });

  it("let a strict program pass a session's outputs to another resource", () => {
    const options = { ...resolutions["node"], types: ["node"] };
    expect(diagnostics(passingOn, options)).toEqual([]);
    const wrong = passingOn.replace("ride.status", "ride.callbackUrl");
    expect(diagnostics(wrong, options)).toEqual([
      expect.stringContaining("index.ts: Type 'Output<string | undefined>' is not assignable"),
    ]);
  });
});
