import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { questions } from "../../provider/command/probe/questions/index.ts";
import { committedFiles } from "./committed-files.ts";

const read = (file: string) => readFileSync(path.join(repositoryRoot(), file), "utf8");

/** The files of the command, its description, and its tests against the emulator. */
const own = /^(?:provider\/command\/|docs\/|changes\/|CHANGELOG\.md$|test\/)/;
const code = /\.(?:[cm]?[jt]s|json|ya?ml|sh|py|go)$/;

describe("nothing in the repository can spend money without the probe's question", () => {
  it("has no file beside the command's own that runs a probe", () => {
    const files = committedFiles().filter((file) => code.test(file) && !own.test(file));
    expect(files.length).toBeGreaterThan(200);
    const running = files.filter((file) =>
      /plivo-masking probe|["'`]probe["'`]|(?<!integration\/)command\/probe/.test(read(file)),
    );
    expect(running).toEqual([]);
  });

  it("has no test that runs a probe elsewhere than at an emulator", () => {
    const tests = committedFiles().filter(
      (file) => /^test\/.*\.ts$/.test(file) && /\[?"probe", \.\.\./.test(read(file)),
    );
    expect(tests.length).toBeGreaterThan(1);
    for (const file of tests)
      expect([file, read(file)]).toEqual([
        file,
        expect.stringMatching(/emulator\.environment|ProbeBench|openBehindProxy/),
      ]);
  });
});

it("docs/emulator.md describes each question as a switch, apart from one of an option", () => {
  const switches = Array.from(read("docs/emulator.md").matchAll(/^- `(\w+)` \(/gm), ([, name]) => name);
  const others = questions.map(({ name }) => name).filter((name) => !switches.includes(name));
  expect(others).toEqual(["sessionExpiry"]);
  expect(read("docs/checked-against-plivo.md")).toContain("`--default-expiry` (`sessionExpiry`)");
});
