import { readFileSync } from "node:fs";
import path from "node:path";
import { stepsOf } from "../../tools/newcomer/steps.ts";
import { repositoryRoot } from "../../tools/repository.ts";

const readme = readFileSync(path.join(repositoryRoot(), "README.md"), "utf8");

describe("a newcomer's path", () => {
  test("is two commands of the README after the clone", () => {
    expect(stepsOf(readme).map(({ command }) => command)).toEqual(["npm ci", "npm run demo"]);
  });

  test("is at its end only where no session lives any more", () => {
    const shows = stepsOf(readme).at(-1)?.shows;
    expect(shows?.test("\nThe demo is complete after 31 s. Live sessions: 0\n")).toBe(true);
    expect(shows?.test("\nThe demo is complete after 31 s. Live sessions: 1\n")).toBe(false);
    expect(shows?.test("\nThe demo STOPPED at a step that failed after 3 s. Live sessions: 0\n")).toBe(false);
  });

  test("is not timed where the README shows none", () => {
    expect(() => stepsOf("# A page\n\nnpm run demo\n")).toThrow('README.md must show "npm run demo"');
  });
});
