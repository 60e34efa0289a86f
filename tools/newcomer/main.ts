import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "../repository.ts";
import { stepsOf, type Step } from "./steps.ts";

/*
 * Times the path of somebody who has never seen this repository: `git clone`, and the README's commands, up to a destroyed session. Nobody
 * answers a question: standard input is closed. The clone is of what is committed in this checkout, in a folder that has nothing of it.
 */

const { values } = parseArgs({ options: { verbose: { type: "boolean", default: false } } });

/** Runs a command as a shell would, and returns the seconds that it took. */
async function timed({ command, shows }: Step, cwd: string): Promise<number> {
  const start = performance.now();
  const child = spawn(command, { cwd, shell: true, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (values.verbose) process.stderr.write(text);
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`"${command}" ended with ${code ?? "a signal"}:\n${said}`);
  if (shows !== undefined && !shows.test(said))
    throw new Error(`"${command}" did not end as it should:\n${said}`);
  process.stdout.write(`${seconds.toFixed(0).padStart(5)} s  ${command}\n`);
  return seconds;
}

const folder = await mkdtemp(path.join(tmpdir(), "masking-newcomer-"));
try {
  const clone = path.join(folder, "clone");
  let total = await timed({ command: `git clone --quiet ${JSON.stringify(repositoryRoot())} clone` }, folder);
  for (const step of stepsOf(await readFile(path.join(clone, "README.md"), "utf8"))) {
    total += await timed(step, clone);
  }
  process.stdout.write(`${total.toFixed(0).padStart(5)} s  from the clone to a destroyed session\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
