import { exchange } from "../exchange.ts";
import { perform, everyOperation } from "../faults/support.ts";
import { create, emulator, freshEmulator } from "../support.ts";

freshEmulator();

const later = "Sun, 01 Mar 2026 11:00:00 GMT";

it.each(everyOperation)(
  "the response to %s has one Date header, of the emulator's clock",
  async (operation) => {
    const sessionUuid = await create(emulator);
    emulator.clock.advance(3600);
    emulator.sessions.change(sessionUuid, { status: "active", expiry_time: "2026-03-01T12:00:00Z" });
    const { headers, status } = await perform(emulator, operation, sessionUuid);
    expect(status).toBeLessThan(300);
    expect(headers.date).toBe(later);
  },
);

it.each([
  ["an unknown session", "GET", "/none"],
  ["a mistaken method", "PUT", "/none"],
  ["an unusual method", "OPTIONS", ""],
])("the refusal of %s has a Date header of the emulator's clock", async (_case, method, path) => {
  emulator.clock.advance(3600);
  const { headers, status } = await exchange(emulator, method, path);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(headers.date).toBe(later);
});

it("responses of controls and to wrong credentials have a Date header of the emulator's clock", async () => {
  emulator.clock.advance(3600);
  for (const path of ["/_emulator/clock", "/_emulator/none", "/v1/Account/MANONE/Masking/Session", "/"]) {
    expect((await fetch(emulator.endpoint + path)).headers.get("date")).toBe(later);
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
      expect((await perform(emulator, "create", "")).headers.date).toBe(later);
    }
    expect(emulator.faults.all().map(({ fired }) => fired)).toEqual([1, 1, 1, 1]);
  },
);

it("the Date header has whole seconds, rounded down", async () => {
  emulator.clock.advance(3600.9);
  expect((await exchange(emulator, "GET")).headers.date).toBe(later);
});
