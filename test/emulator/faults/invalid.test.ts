import { FaultError, type FaultRequest } from "../../../emulator/index.ts";
import { emulator, freshEmulator, plain } from "../support.ts";

freshEmulator();

const status = { kind: "status", operation: "create", when: "before", status: 429 } as const;

describe("arming a fault", () => {
  const wrong: [object, string][] = [
    [{ ...status, kind: "explosion" }, "kind"],
    [{ ...status, kind: "toString" }, "kind"],
    [{ operation: "create", when: "before" }, "kind"],
    [{ ...status, operation: "delete" }, "operation"],
    [{ kind: "status", when: "before", status: 429 }, "operation"],
    [{ ...status, when: "during" }, "when"],
    [{ kind: "reset", operation: "create" }, "when"],
    [{ ...status, colour: "red" }, "colour"],
    [{ ...status, kind: "reset" }, "status"],
    [{ ...status, nth: 0 }, "nth"],
    [{ ...status, nth: null }, "nth"],
    [{ ...status, nth: 1.5 }, "nth"],
    [{ ...status, every: "2" }, "every"],
    [{ ...status, times: 0 }, "times"],
    [{ ...status, status: 418 }, "status"],
    [{ ...status, status: "429" }, "status"],
    [{ ...status, body: "xml" }, "body"],
    [{ ...status, retryAfter: -1 }, "retryAfter"],
    [{ ...status, retryAfter: 1, retryAfterForm: "soon" }, "retryAfterForm"],
    [{ ...status, retryAfterForm: "date" }, "retryAfter"],
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

  it.each(wrong)("refuses %j, and names what is wrong: %s", async (fault, named) => {
    expect(() => emulator.faults.arm(fault as FaultRequest)).toThrow(FaultError);
    const { status, body } = await plain(emulator, "POST", "/_emulator/faults", fault);
    expect([status, body["error"]]).toEqual([400, expect.stringContaining(named)]);
    expect(emulator.faults.all()).toEqual([]);
  });

  it("refuses a value that is no object", async () => {
    expect(() => emulator.faults.arm([] as unknown as FaultRequest)).toThrow("object");
    expect((await plain(emulator, "POST", "/_emulator/faults", [])).status).toBe(400);
  });
});
