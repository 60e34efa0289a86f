import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../../../tools/repository.ts";
import { start } from "../support.ts";

const version = "4.63.0";
const folder = path.join(repositoryRoot(), ".cache", `python-sdk-${version}`);
const python = path.join(folder, "bin", "python");

function runs(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore", timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
}

/** Whether Python's SDK is available. It is installed once into the cache if possible. */
function isPresent(): boolean {
  if (existsSync(python) && runs(python, "-c", "import plivo")) return true;
  if (!runs("python3", "-m", "venv", folder)) return false;
  return runs(python, "-m", "pip", "install", "--quiet", `plivo==${version}`);
}

const present = isPresent();
if (!present)
  console.warn("Plivo's SDK for Python is not run: there is no python3, or its packages are out of reach.");

// Plivo's SDK for Python is not a dependency of the project, so the test runs only if pip can install it.
(present ? it : it.skip)("Plivo's SDK for Python makes the document's calls in strict mode", async () => {
  const emulator = await start();
  const { stdout } = await promisify(execFile)(python, [path.join(__dirname, "python-sdk.py")], {
    env: { ...process.env, ...emulator.environment },
  });
  const seen = JSON.parse(stdout) as Record<string, unknown>;
  expect(seen).toEqual({
    version,
    created: "Session created",
    sessionUuid: emulator.sessions.all()[0]?.session_uuid,
    found: "12025550100",
    listed: 1,
    updated: ["Session updated", 3600, true],
    single: "",
    refused: "ValidationError: Invalid parameter. session_expiry is outside the allowed range.",
    deleted: "Session expired",
    again: "ValidationError: Session already expired",
    missing: "ResourceNotFoundError: not found",
  });
  const agents = emulator.requests.all().map(({ userAgent }) => userAgent?.split("/")[0]);
  expect(new Set(agents)).toEqual(new Set(["plivo-python"]));
});
