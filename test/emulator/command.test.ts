import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { ask, end, run, runFailing, type RunningCommand } from "./child.ts";

async function status(command: RunningCommand, path: string): Promise<number> {
  return (await ask(command, "GET", path)).status;
}

it("the command prints the environment variables for clients, and ends on SIGTERM", async () => {
  const command = await run();
  const { environment } = command;
  expect(Object.keys(environment)).toEqual(["PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN", "PLIVO_ENDPOINT"]);
  const path = `/v1/Account/${environment["PLIVO_AUTH_ID"]}/Masking/Session?mode=voice`;
  expect(await status(command, path)).toBe(400);
  expect(await status(command, "/_emulator/clock")).toBe(200);
  expect(await end(command, "SIGTERM")).toBe(0);
});

it("the command's options reach the emulator", async () => {
  const command = await run("--lenient", "--no-controls", "--auth-id", "MAMINE", "--auth-token", "mine");
  expect(command.environment).toMatchObject({ PLIVO_AUTH_ID: "MAMINE", PLIVO_AUTH_TOKEN: "mine" });
  expect(await status(command, "/v1/Account/MAMINE/Masking/Session?mode=voice")).toBe(200);
  expect(await status(command, "/_emulator/clock")).toBe(404);
});

it("the command accepts prices, and permission for callbacks to other machines", async () => {
  const prices = ["--session-price", "0.025", "--minute-price", "0.0085"];
  const { environment } = await run(...prices, "--allow-remote-callbacks");
  const answer = await fetch(`${environment["PLIVO_ENDPOINT"]}/_emulator/prices`);
  expect(await answer.json()).toEqual({ session: 0.025, callMinute: 0.0085 });
});

it("the command says in one line what is wrong with a port or a data file", async () => {
  const { environment } = await run();
  const { port } = new URL(environment["PLIVO_ENDPOINT"] ?? "");
  for (const [options, wrong] of [
    [["--port", port], `port ${port} of 127.0.0.1 is in use`],
    [["--port", "0", "--data", tmpdir()], "it is a folder"],
    [["--port", "0", "--host", "192.0.2.1"], "192.0.2.1 is not an address of this machine"],
    [["--port", "0", "--allow-host", "http://a"], "allowHosts[0] should be a host name"],
  ] as const) {
    const { code, errors } = await runFailing(...options);
    expect(code).toBe(1);
    expect(errors).toContain(wrong);
    expect(errors.trim().split("\n")).toHaveLength(1);
  }
});

it("the command ends if the npx that started it ends without a signal", async () => {
  const npx = spawn("npx", ["plivo-masking-emulator", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  const closed = once(npx.stdout, "close");
  await new Promise<void>((resolve) => {
    npx.stdout.on("data", (chunk) => {
      output += String(chunk);
      if (/PLIVO_ENDPOINT=.*\n/.test(output)) resolve();
    });
  });
  npx.kill("SIGTERM");
  // The emulator shares stdout, which closes when both have exited.
  await closed;
  const [, endpoint = ""] = /PLIVO_ENDPOINT=(.*)\n/.exec(output) ?? [];
  await expect(fetch(endpoint)).rejects.toThrow();
});

it.each([
  ["--port", "70000"],
  ["--shape", "round"],
  ["--faster", ""],
  ["--session-price", "cheap"],
  ["--switch", "defaults=never"],
  ["--minute-price", "0.000001"],
])("the command refuses %s %s", async (...options) => {
  expect((await runFailing(...options)).code).toBe(1);
});
