import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { end, run, runFailing } from "./child.ts";
import { call, plain } from "./support.ts";

it("the command prints the environment variables for clients, and ends on SIGTERM", async () => {
  const command = await run();
  const names = ["PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN", "PLIVO_ENDPOINT"];
  expect(Object.keys(command.environment)).toEqual(names);
  expect((await call(command, "GET", "?mode=voice")).status).toBe(400);
  expect((await plain(command, "GET", "/_emulator/clock")).status).toBe(200);
  expect(await end(command, "SIGTERM")).toBe(0);
});

it("the command's options reach the emulator", async () => {
  const command = await run("--lenient", "--no-controls", "--auth-id", "MAMINE", "--auth-token", "mine");
  expect(command).toMatchObject({ authId: "MAMINE", authToken: "mine" });
  expect((await call(command, "GET", "?mode=voice")).status).toBe(200);
  expect((await plain(command, "GET", "/_emulator/clock")).status).toBe(404);
});

it("the command accepts prices, and permission for callbacks to other machines", async () => {
  const prices = ["--session-price", "0.025", "--minute-price", "0.0085"];
  const command = await run(...prices, "--allow-remote-callbacks");
  const { body } = await plain(command, "GET", "/_emulator/prices");
  expect(body).toEqual({ session: 0.025, callMinute: 0.0085 });
});

it("the command says in one line what is wrong with a port or a data file", async () => {
  const { port } = new URL((await run()).endpoint);
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
