import { readdir, readFile } from "node:fs/promises";
import { yamlHost } from "../../tools/yaml-host/yaml-host.ts";
import { fakeBuild, fakeCommands } from "./fake-commands.ts";

const { at, script } = fakeCommands();

describe("Pulumi's YAML language host", () => {
  it("is built once, and used from the cache later", async () => {
    const said: string[] = [];
    const go = await script(at("go"), ...fakeBuild(at("builds"), ""));
    const options = { log: (line: string) => said.push(line), cache: at("cache"), go };
    const built = await yamlHost(options);
    expect(await readdir(built)).toEqual(["pulumi-language-yaml"]);
    expect(await yamlHost(options)).toBe(built);
    expect(await readFile(at("builds"), "utf8")).toBe(
      "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml\n",
    );
    expect(said).toEqual([
      expect.stringMatching(/YAML language host 1\.\d+\.\d+ .*2 minutes.*once per checkout/),
    ]);
  });

  it("does not exist after a failed build, and the reason is shown", async () => {
    const go = await script(at("go"), "echo undefined: x >&2", "exit 2");
    const failure = yamlHost({ log: () => undefined, cache: at("cache"), go });
    await expect(failure).rejects.toThrow(/build ended with 2: undefined: x\. Install Go/);
  });
});
