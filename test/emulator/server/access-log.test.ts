import { maskPath } from "../../../emulator/server/access-log.ts";
import { end, run, runUntil } from "../child.ts";
import { exchange, exchangeWith } from "../exchange.ts";
import { call, create, firstNumber, plain, start } from "../support.ts";
import type { Access } from "../../../emulator/index.ts";

const collection = "/v1/Account/MA-LOCAL-EMULATOR-00/Masking/Session";

async function logged(options: object = {}) {
  const log: Access[] = [];
  const emulator = await start({ ...options, onAccess: (access) => log.push(access) });
  return { emulator, log };
}

describe("the access log", () => {
  it("has each request to the API with the status that its client got", async () => {
    const { emulator, log } = await logged();
    await create(emulator);
    await call(emulator, "POST", "", { first_party: "nobody" });
    await plain(emulator, "GET", "/v1/elsewhere");
    await emulator.close();
    expect(log).toEqual([
      { method: "POST", path: collection, status: 201, milliseconds: expect.any(Number) as number },
      { method: "POST", path: collection, status: 400, milliseconds: expect.any(Number) as number },
      { method: "GET", path: "/v1/elsewhere", status: 404, milliseconds: expect.any(Number) as number },
    ]);
  });

  it("has the status that a fault sent, or none", async () => {
    const { emulator, log } = await logged();
    emulator.faults.arm({ kind: "status", status: 503, operation: "list", when: "before" });
    emulator.faults.arm({ kind: "reset", operation: "create", when: "after" });
    await call(emulator, "GET");
    await exchange(emulator, "POST", "", { first_party: firstNumber, second_party: firstNumber });
    await emulator.close();
    expect(log.map(({ method, status }) => [method, status])).toEqual([
      ["GET", 503],
      ["POST", null],
    ]);
  });

  it("has requests that the guard refuses, but not the console's files and the controls", async () => {
    const { emulator, log } = await logged();
    for (const path of ["/", "/?a", "/console/console.css", "/_emulator/clock", "/_emulator?x"]) {
      await (await fetch(emulator.endpoint + path)).text();
    }
    await exchangeWith(emulator, "GET", collection, { host: "evil.test" });
    await emulator.close();
    expect(log.map(({ path, status }) => [path, status])).toEqual([[collection, 403]]);
  });

  it("also has the paths of controls if these are off", async () => {
    const { emulator, log } = await logged({ controls: false });
    await plain(emulator, "GET", "/_emulator/clock");
    await emulator.close();
    expect(log).toMatchObject([{ path: "/_emulator/clock", status: 404 }]);
  });

  it.each([
    ["?first_party=%2B12025550142&limit=5", "?first_party=***42&limit=5"],
    ["?second_party=1+202+555+0187", "?second_party=***87"],
    ["?first_party_pin=428613", "?first_party_pin=***"],
    ["?q=call%20%2B12025550142%0A", "?q=call+***42%0A"],
    ["?created_time__gte=2026-03-01%2010:00:00", "?created_time__gte=2026-03-01+10%3A00%3A00"],
    ["/4189591e-d004-4801-abdf-889312345678", "/4189591e-d004-4801-abdf-889312345678"],
    ["/12025550142/\u0085", "/***42/%C2%85"],
  ])("masks numbers and PINs, and nothing else: %s", (given, masked) => {
    expect(maskPath(collection + given)).toBe(collection + masked);
  });
});

describe("the emulator's command", () => {
  it("prints a line for each request", async () => {
    const command = await run();
    const lines = runUntil(command, /400 \d+ ms\n/);
    await call(command, "GET", "?first_party=%2B12025550142");
    await call(command, "GET", "?mode=voice");
    expect(await lines).toMatch(
      /^GET \/v1\/\S+\?first_party=\*\*\*42 200 \d+ ms\nGET \S+\?mode=voice 400 \d+ ms\n$/,
    );
  });

  it("prints lines of JSON only with --json, the first of which says where it listens", async () => {
    const command = await run("--json");
    const lines = runUntil(command, /"status":200.*\n/);
    await call(command, "GET");
    expect(JSON.parse(await lines)).toEqual({
      method: "GET",
      path: collection,
      status: 200,
      milliseconds: expect.any(Number) as number,
    });
  });

  it("prints nothing more with --quiet", async () => {
    const command = await run("--quiet");
    const lines = runUntil(command);
    await call(command, "GET");
    await end(command, "SIGTERM");
    expect(await lines).toBe("");
  });

  it("continues if no one reads its stdout any more", async () => {
    const command = await run();
    command.child.stdout?.destroy();
    expect((await call(command, "GET")).status).toBe(200);
    expect((await call(command, "GET")).status).toBe(200);
    expect(await end(command, "SIGTERM")).toBe(0);
  });
});
