import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
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
  const folder = await mkdtemp(path.join(tmpdir(), "masking-executable-"));
  try {
    await copyFile(process.execPath, executable);
    await chmod(executable, 0o755);
    if (process.platform === "darwin") await run("codesign", ["--remove-signature", executable]);
    await postject.inject(executable, resourceName, await createResource(script, folder), resourceLocation);
    // macOS starts only signed executables, but accepts a signature without an identity.
    if (process.platform === "darwin") await run("codesign", ["--sign", "-", executable]);
    await assertStarts(executable);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function createResource(script: string, folder: string): Promise<Buffer> {
  const [settings, output] = [path.join(folder, "settings.json"), path.join(folder, "resource")];
  await writeFile(settings, JSON.stringify({ main: script, output, disableExperimentalSEAWarning: true }));
  await run(process.execPath, ["--experimental-sea-config", settings]);
  return readFile(output);
}

const startTimeoutMs = 60_000;

/** Waits until the plugin prints its port. */
async function assertStarts(executable: string): Promise<void> {
  const child = spawn(executable, { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const signal = AbortSignal.timeout(startTimeoutMs);
    const ended = once(child, "exit", { signal }).then(([code]: unknown[]) => {
      throw new Error(`${executable} ended with ${String(code)} before it listened.`);
    });
    ended.catch(() => undefined);
    const [printed] = (await Promise.race([once(child.stdout, "data", { signal }), ended])) as [Buffer];
    if (!/^\d+\n/.test(printed.toString())) throw new Error(`${executable} printed no port.`);
  } finally {
    child.kill();
  }
}
