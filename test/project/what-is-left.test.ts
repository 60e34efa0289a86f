import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { lossy, stopping } from "../support/profiles.ts";

const page = readFileSync(path.join(repositoryRoot(), "docs", "reliability.md"), "utf8");

it("docs/reliability.md names each position of a switch at which something is left, and no other", () => {
  const [, section = ""] = page.split("\n## What is left\n");
  const named = [...section.matchAll(/^ {2}- `(\w+): ([\w-]+)`:/gm)].map(
    ([, name, position]) => `${name} ${position}`,
  );
  const { deleteOfExpired: _harmless, ...stops } = stopping;
  const left = [...lossy, ...Object.entries(stops)].map(([name, position]) => `${name} ${position}`);
  expect(named.sort()).toEqual(left.sort());
});
