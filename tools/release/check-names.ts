import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../repository.ts";
import { nameProblem, type Published } from "./names.ts";

/*
 * Ends with 1 if somebody else has published a package of a name that users of ours may type: the two packages', and that of the
 * command's short alias, which npx would take from the registry.
 */

const { bin, repository } = JSON.parse(readFileSync(path.join(repositoryRoot(), "package.json"), "utf8")) as {
  bin: Record<string, string>;
  repository: { url: string };
};
const names = [...Object.keys(bin), "plivo-masking-emulator"];

/** What `npm view` says; undefined: there is no such package. */
function view(name: string): Promise<Published | undefined> {
  return new Promise((resolve, reject) => {
    execFile("npm", ["view", name, "--json"], { maxBuffer: 2 ** 26 }, (error, stdout) => {
      const said = JSON.parse(stdout || "{}") as { repository?: { url?: string }; error?: { code?: string } };
      if (error === null) resolve({ repository: said.repository?.url });
      else if (said.error?.code === "E404") resolve(undefined);
      else reject(new Error(`npm view ${name} failed: ${said.error?.code ?? "it said nothing"}`));
    });
  });
}

const problems: string[] = [];
for (const name of names) {
  const problem = nameProblem(name, await view(name), repository.url);
  if (problem !== undefined) problems.push(problem);
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
