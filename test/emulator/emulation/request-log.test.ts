import { RequestLog } from "../../../emulator/emulation/request-log.ts";
import { exchange } from "../exchange.ts";
import { call, create, emulator, freshEmulator, parties, plain } from "../support.ts";

freshEmulator();

describe("the log of requests", () => {
  it("has the response that each client got", async () => {
    const created = await call(emulator, "POST", "", parties);
    const refused = await call(emulator, "POST", "", { first_party: "nobody" });
    emulator.faults.arm({ kind: "status", status: 503, operation: "list", when: "after" });
    const replaced = await call(emulator, "GET");
    const logged = emulator.requests.all().map(({ response = "" }) => JSON.parse(response) as unknown);
    expect(logged).toEqual([created.body, refused.body, replaced.body]);
  });

  it("has no response if the client got none, or only a part", async () => {
    emulator.faults.arm({ kind: "reset", operation: "create", when: "after" });
    emulator.faults.arm({ kind: "cut", operation: "list", when: "after" });
    await exchange(emulator, "POST", "", parties);
    await exchange(emulator, "GET");
    expect(emulator.requests.all().map(({ response }) => response)).toEqual([undefined, undefined]);
  });

  it("forgets the oldest responses above 2 Mi characters, but not the requests", () => {
    const log = new RequestLog();
    for (let index = 0; index < 5; index += 1) {
      const entry = { method: "GET", path: "/", query: {}, body: null, status: 200, time: "", userAgent: "" };
      log.add(entry);
      log.addResponse(entry, "x".repeat(2 ** 19));
    }
    expect(log.all().map(({ response }) => response?.length)).toEqual([
      undefined,
      2 ** 19,
      2 ** 19,
      2 ** 19,
      2 ** 19,
    ]);
  });

  it("shows the console the latest 50, newest first", async () => {
    for (let index = 0; index < 60; index += 1) await call(emulator, "GET", `/${index}`);
    await create(emulator);
    const { body } = await plain(emulator, "GET", "/_emulator/console/requests");
    const requests = Object.values(body["requests"] ?? {});
    expect(body).toMatchObject({ count: 61 });
    expect(requests).toHaveLength(50);
    expect(requests[0]).toMatchObject({ method: "POST", status: 201 });
    expect(requests[49]?.["path"]).toMatch(/\/11$/);
  });
});
