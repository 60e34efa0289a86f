import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { nativeFieldNames } from "../../provider/session/fields.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { generateSdks } from "../../tools/sdk/generate.ts";

const root = repositoryRoot();
const { version } = JSON.parse(readFileSync(path.join(root, "plugin", "package.json"), "utf8")) as {
  version: string;
};

describe("the generated packages", () => {
  let folder: string;
  /** All the code of a language. */
  const codeOf = (language: "python" | "go") =>
    globSync(`${language}/**/*.{py,pyi,go}`, { cwd: folder, exclude: (name) => name === "build" })
      .map((file) => readFileSync(path.join(folder, file), "utf8"))
      .join("\n");
  const read = (...names: string[]) => readFileSync(path.join(folder, ...names), "utf8");
  beforeAll(async () => {
    folder = await generateSdks();
  }, 600_000);

  it("are in the folder that the last line of `npm run sdk` names", () => {
    const printed = execFileSync("npm", ["run", "--silent", "sdk"], { cwd: root, encoding: "utf8" });
    expect(printed.trimEnd().split("\n").at(-1)).toBe(folder);
  });

  it("have the plugin's name, version and address, so that the engine finds the plugin", () => {
    const plugin = {
      resource: true,
      name: "plivo",
      version,
      server: "github://api.github.com/example/pulumi-plivo-masking",
    };
    expect(JSON.parse(read("python", "pulumi_plivo", "pulumi-plugin.json"))).toEqual(plugin);
    expect(JSON.parse(read("go", "plivo", "pulumi-plugin.json"))).toEqual(plugin);
    expect(read("python", "pyproject.toml")).toMatch(
      new RegExp(`^ *name = "pulumi_plivo"$[^]*^ *version = "${version}"$`, "m"),
    );
    expect(read("go", "plivo", "go.mod")).toMatch(
      /^module github\.com\/example\/pulumi-plivo-masking\/sdk\/go\/plivo$/m,
    );
  });

  it("mark numbers, PINs and the token as secret in the program itself", () => {
    const session = read("python", "pulumi_plivo", "masking_session.py");
    expect(session).toContain(
      'additional_secret_outputs=["firstParty", "firstPartyPin", "secondParty", "secondPartyPin"]',
    );
    expect(session.match(/pulumi\.Output\.secret\(\w+\)/g)).toHaveLength(4);
    expect(read("python", "pulumi_plivo", "provider.py")).toContain("pulumi.Output.secret(auth_token)");
    const resource = read("go", "plivo", "maskingSession.go");
    expect(resource.match(/pulumi\.ToSecret\(args\.\w+\)/g)).toHaveLength(4);
    expect(read("go", "plivo", "provider.go")).toContain("pulumi.ToSecret(args.AuthToken)");
  });

  it("adopt a session of the dynamic form by its alias", () => {
    for (const language of ["python", "go"] as const) {
      expect(codeOf(language)).toContain("pulumi-nodejs:dynamic/plivo:MaskingSession");
    }
  });

  it("promise the number and the times of every session", () => {
    const session = read("python", "pulumi_plivo", "masking_session.py");
    expect(session).toMatch(/def virtual_number\(self\) -> pulumi\.Output\[_builtins\.str\]:/);
    expect(read("go", "plivo", "maskingSession.go")).toMatch(/^\tVirtualNumber\s+pulumi\.StringOutput /m);
  });

  describe("have doc comments", () => {
    const compound = nativeFieldNames.filter((name) => /[A-Z]/.test(name));

    it("that name the properties as Python does", () => {
      const code = codeOf("python");
      expect(code).toContain("in place, by `session_expiry`, which");
      expect(compound.filter((name) => code.includes(`\`${name}\``))).toEqual([]);
    });

    it("that name the properties as Go does", () => {
      const code = codeOf("go");
      expect(code).toContain("in place, by `SessionExpiry`, which");
      expect(nativeFieldNames.filter((name) => code.includes(`\`${name}\``))).toEqual([]);
    });

    it("that show only the example of their language, for the resource and both functions", () => {
      const [python, go] = [codeOf("python"), codeOf("go")];
      // In Python, the class has its comment twice, and so has each function, because a second form returns
      // an output.
      expect(python.match(/```python\n *import pulumi$/gm)?.length).toBe(6);
      expect(go.match(/^\/\/ ```go\n\/\/ package main$/gm)?.length).toBe(3);
      expect(python).not.toMatch(/```(?:go|yaml)/);
      expect(go).not.toMatch(/```(?:python|yaml)/);
    });

    it.each(["python", "go"] as const)(
      "without the words of another language or of a template, in %s",
      (language) => {
        const comments =
          codeOf(language)
            .match(language === "go" ? /\/\/.*/g : /"""[^]*?"""/g)
            ?.join("\n") ?? "";
        expect(comments.length).toBeGreaterThan(10_000);
        expect(comments).not.toMatch(/\{\{|%\}|undefined|Output<|TypeScript|typescript|@link|@param/);
      },
    );
  });
});
