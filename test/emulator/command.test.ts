import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { basic } from "./support";

const MAIN = resolve(__dirname, "../../emulator/bin/plivo-masking-emulator.js");
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Runs the built command until it has printed the three variables. */
async function run(
  ...options: string[]
): Promise<{ child: ChildProcess; environment: Record<string, string> }> {
  const child = spawn(process.execPath, [MAIN, "--port", "0", ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let text = "";
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (/PLIVO_ENDPOINT=.*\n/.test(text)) break;
  }
  const lines = [...text.matchAll(/^export (\w+)=(.+)$/gm)];
  return { child, environment: Object.fromEntries(lines.map(([, name = "", value = ""]) => [name, value])) };
}

async function status(environment: Record<string, string>, path: string): Promise<number> {
  const authorization = basic(environment["PLIVO_AUTH_ID"] ?? "", environment["PLIVO_AUTH_TOKEN"] ?? "");
  const response = await fetch(`${environment["PLIVO_ENDPOINT"]}${path}`, { headers: { authorization } });
  await response.arrayBuffer();
  return response.status;
}

test("the command prints the variables that lead to it, and ends on SIGTERM", async () => {
  const { child, environment } = await run();
  expect(Object.keys(environment)).toEqual(["PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN", "PLIVO_ENDPOINT"]);
  const path = `/v1/Account/${environment["PLIVO_AUTH_ID"]}/Masking/Session?mode=voice`;
  expect(await status(environment, path)).toBe(400);
  expect(await status(environment, "/_emulator/clock")).toBe(200);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("the command's options reach the emulator", async () => {
  const { environment } = await run(
    "--lenient",
    "--no-controls",
    "--auth-id",
    "MAMINE",
    "--auth-token",
    "mine",
  );
  expect(environment).toMatchObject({ PLIVO_AUTH_ID: "MAMINE", PLIVO_AUTH_TOKEN: "mine" });
  expect(await status(environment, "/v1/Account/MAMINE/Masking/Session?mode=voice")).toBe(200);
  expect(await status(environment, "/_emulator/clock")).toBe(404);
});

test("the command takes prices, and leave to send callbacks to other machines", async () => {
  const prices = ["--session-price", "0.025", "--minute-price", "0.0085"];
  const { environment } = await run(...prices, "--allow-remote-callbacks");
  const answer = await fetch(`${environment["PLIVO_ENDPOINT"]}/_emulator/prices`);
  expect(await answer.json()).toEqual({ session: 0.025, callMinute: 0.0085 });
});

test.each([
  ["--port", "70000"],
  ["--shape", "round"],
  ["--faster", ""],
  ["--session-price", "cheap"],
  ["--minute-price", "0.000001"],
])("the command refuses %s %s", async (...options) => {
  const child = spawn(process.execPath, [MAIN, ...options], { stdio: "ignore" });
  children.push(child);
  expect(await once(child, "exit")).toEqual([1, null]);
});
