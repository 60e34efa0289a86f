import { exchange } from "../exchange.ts";
import { performCreate } from "../faults/support.ts";
import { emulator, freshEmulator } from "../support.ts";

freshEmulator();

const later = "Sun, 01 Mar 2026 11:00:00 GMT";

it("every response has one Date header, of the emulator's clock", async () => {
  emulator.clock.advance(3600);
  expect((await performCreate(emulator)).headers.date).toBe(later);
  for (const path of ["", "/none"]) {
    for (const method of ["GET", "PUT", "OPTIONS"]) {
      const { headers } = await exchange(emulator, method, path);
      expect([method, path, headers.date]).toEqual([method, path, later]);
    }
  }
  for (const path of ["/_emulator/clock", "/_emulator/none", "/v1/Account/MANONE/Masking/Session", "/"]) {
    expect([path, (await fetch(emulator.endpoint + path)).headers.get("date")]).toEqual([path, later]);
  }
});

it.each(["before", "after"] as const)(
  "responses of faults have a Date header of the emulator's clock, %s",
  async (when) => {
    const common = { operation: "create", when } as const;
    emulator.faults.arm({ ...common, kind: "status", status: 503, body: "empty" });
    emulator.faults.arm({ ...common, kind: "unreadable" });
    emulator.faults.arm({ ...common, kind: "unnamed" });
    emulator.faults.arm({ ...common, kind: "cut" });
    emulator.clock.advance(3600);
    for (let index = 0; index < 4; index += 1) {
      expect((await performCreate(emulator)).headers.date).toBe(later);
    }
    expect(emulator.faults.all().map(({ fired }) => fired)).toEqual([1, 1, 1, 1]);
  },
);

it("the Date header has whole seconds, rounded down", async () => {
  emulator.clock.advance(3600.9);
  expect((await exchange(emulator, "GET")).headers.date).toBe(later);
});
