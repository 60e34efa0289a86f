import { FaultError, type FaultRequest } from "../../../emulator/index";
import { plain, start, stopAll } from "../support";

afterEach(stopAll);

const STATUS = { kind: "status", operation: "create", when: "before", status: 429 } as const;

describe("arming a fault", () => {
  const WRONG: [object, string][] = [
    [{ ...STATUS, kind: "explosion" }, "kind"],
    [{ ...STATUS, kind: "toString" }, "kind"],
    [{ operation: "create", when: "before" }, "kind"],
    [{ ...STATUS, operation: "delete" }, "operation"],
    [{ kind: "status", when: "before", status: 429 }, "operation"],
    [{ ...STATUS, when: "during" }, "when"],
    [{ kind: "reset", operation: "create" }, "when"],
    [{ ...STATUS, colour: "red" }, "colour"],
    [{ ...STATUS, kind: "reset" }, "status"],
    [{ ...STATUS, nth: 0 }, "nth"],
    [{ ...STATUS, nth: null }, "nth"],
    [{ ...STATUS, nth: 1.5 }, "nth"],
    [{ ...STATUS, every: "2" }, "every"],
    [{ ...STATUS, times: 0 }, "times"],
    [{ ...STATUS, status: 418 }, "status"],
    [{ ...STATUS, status: "429" }, "status"],
    [{ ...STATUS, body: "xml" }, "body"],
    [{ ...STATUS, retryAfter: -1 }, "retryAfter"],
    [{ ...STATUS, retryAfter: 1, retryAfterForm: "soon" }, "retryAfterForm"],
    [{ ...STATUS, retryAfterForm: "date" }, "retryAfter"],
    [{ kind: "delay", operation: "get", when: "after" }, "seconds"],
    [{ kind: "delay", operation: "get", when: "after", seconds: 1, milliseconds: 1 }, "seconds"],
    [{ kind: "delay", operation: "get", when: "after", seconds: 0 }, "seconds"],
    [{ kind: "delay", operation: "get", when: "after", milliseconds: "9" }, "milliseconds"],
    [{ kind: "unnamed", operation: "get", when: "after" }, "operation"],
    [{ kind: "unnamed", operation: "any", when: "after" }, "operation"],
    [{ kind: "unnamed", operation: "create", when: "after", keep: "all" }, "keep"],
    [{ kind: "unnamed", operation: "create", when: "before", keep: "envelope" }, "session_uuid"],
    [{ kind: "refuse", operation: "create", when: "after" }, "when"],
    [{ kind: "refuse", operation: "create", times: 2 }, "times"],
    [{ kind: "lag", operation: "create", reads: 1 }, "operation"],
    [{ kind: "lag", operation: "list" }, "reads"],
    [{ kind: "lag", operation: "list", reads: 1, nth: 2 }, "nth"],
  ];

  test.each(WRONG)("refuses %j, and names what is wrong: %s", async (fault, named) => {
    const emulator = await start();
    expect(() => emulator.faults.arm(fault as FaultRequest)).toThrow(FaultError);
    const { status, body } = await plain(emulator, "POST", "/_emulator/faults", fault);
    expect({ status, error: body["error"] }).toEqual({
      status: 400,
      error: expect.stringContaining(named) as string,
    });
    expect(emulator.faults.all()).toEqual([]);
  });

  test("refuses a value that is no object", async () => {
    const emulator = await start();
    expect(() => emulator.faults.arm([] as unknown as FaultRequest)).toThrow("object");
    expect((await plain(emulator, "POST", "/_emulator/faults", [])).status).toBe(400);
  });
});
