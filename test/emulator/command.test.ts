import { ask, end, killAll, run, runRefused, type RunningCommand } from "./child";

afterEach(killAll);

async function status(command: RunningCommand, path: string): Promise<number> {
  return (await ask(command, "GET", path)).status;
}

test("the command prints the variables that lead to it, and ends on SIGTERM", async () => {
  const command = await run();
  const { environment } = command;
  expect(Object.keys(environment)).toEqual(["PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN", "PLIVO_ENDPOINT"]);
  const path = `/v1/Account/${environment["PLIVO_AUTH_ID"]}/Masking/Session?mode=voice`;
  expect(await status(command, path)).toBe(400);
  expect(await status(command, "/_emulator/clock")).toBe(200);
  expect(await end(command, "SIGTERM")).toBe(0);
});

test("the command's options reach the emulator", async () => {
  const command = await run("--lenient", "--no-controls", "--auth-id", "MAMINE", "--auth-token", "mine");
  expect(command.environment).toMatchObject({ PLIVO_AUTH_ID: "MAMINE", PLIVO_AUTH_TOKEN: "mine" });
  expect(await status(command, "/v1/Account/MAMINE/Masking/Session?mode=voice")).toBe(200);
  expect(await status(command, "/_emulator/clock")).toBe(404);
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
  expect((await runRefused(...options)).code).toBe(1);
});
