import { readdir, readFile } from "node:fs/promises";
import { yamlHost } from "../../tools/yaml-host/yaml-host.ts";
import { fakeGo } from "./fake-go.ts";

const { at, script } = fakeGo();

let said: string[];
const log = (line: string) => said.push(line);
beforeEach(() => {
  said = [];
});

/** Writes an executable to the path after `-o`, and logs what it should build. */
const compiler = () =>
  script(
    `for last; do :; done; echo "$last" >> ${at("builds")}`,
    "sleep 0.3",
    `while [ "$1" != -o ]; do shift; done`,
    `printf '#!/bin/sh\\n' > "$2"`,
    `chmod +x "$2"`,
  );

describe("Pulumi's YAML language host", () => {
  it("is built once, and used from the cache later", async () => {
    const options = { log, cache: at("cache"), go: await compiler() };
    const built = await yamlHost(options);
    expect(await readdir(built)).toEqual(["pulumi-language-yaml"]);
    expect(await yamlHost(options)).toBe(built);
    expect(await readFile(at("builds"), "utf8")).toBe(
      "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml\n",
    );
    expect(said.join("\n")).toMatch(
      /Building Pulumi's YAML language host 1\.\d+\.\d+ .*2 minutes.*once per checkout/,
    );
  });

  it("is built by one process while another waits for the result", async () => {
    const options = { log, cache: at("cache"), go: await compiler() };
    const [one, other] = await Promise.all([yamlHost(options), yamlHost(options)]);
    expect(one).toBe(other);
    expect((await readFile(at("builds"), "utf8")).trim().split("\n")).toHaveLength(1);
  });

  it("does not exist after an interrupted build, and the reason is shown", async () => {
    const go = await script("echo undefined: x >&2", "exit 2");
    const failure = yamlHost({ log, cache: at("cache"), go });
    await expect(failure).rejects.toMatchObject({
      code: "YAML_HOST_UNAVAILABLE",
      message: expect.stringMatching(/build ended with 2: undefined: x\. Install Go/) as string,
    });
  });
});
