import { execFile, spawn } from "node:child_process";
import { chmod, copyFile, readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import postject from "postject";

const resourceName = "NODE_SEA_BLOB";
const resourceLocation = {
  sentinelFuse: "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
  machoSegmentName: "NODE_SEA",
};

const run = promisify(execFile);

/**
 * Builds an executable from a script and this process's Node. It runs on machines without Node.
 *
 * @param script a bundle that needs no other file.
 * @throws Error if the executable does not start.
 */
export async function buildSingleExecutable(script: string, executable: string): Promise<void> {
  const [settings, output] = [`${executable}.json`, `${executable}.resource`];
  await writeFile(settings, JSON.stringify({ main: script, output, disableExperimentalSEAWarning: true }));
  await run(process.execPath, ["--experimental-sea-config", settings]);
  await copyFile(process.execPath, executable);
  await chmod(executable, 0o755);
  if (process.platform === "darwin") await run("codesign", ["--remove-signature", executable]);
  await postject.inject(executable, resourceName, await readFile(output), resourceLocation);
  // macOS starts only signed executables, but accepts a signature without an identity.
  if (process.platform === "darwin") await run("codesign", ["--sign", "-", executable]);
  await assertStarts(executable);
}

/** Waits until the plugin prints its port. */
async function assertStarts(executable: string): Promise<void> {
  const child = spawn(executable, { stdio: ["pipe", "pipe", "inherit"], timeout: 60_000 });
  for await (const line of createInterface({ input: child.stdout })) {
    child.kill();
    if (/^\d+$/.test(line)) return;
  }
  throw new Error(`${executable} printed no port.`);
}
