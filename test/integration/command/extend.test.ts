import { jsonOf, benchForEach } from "./support.ts";

const unknown = "4189591e-d004-4801-abdf-8893c15e5dcd";

describe("npx pulumi-plivo-masking extend", () => {
  const bench = benchForEach();

  it("adds to the rest of a session's life", async () => {
    const id = await bench.make(31, { sessionExpiry: 3600 });
    const planned = bench.emulator.clock.now() + 7_200_000;
    bench.emulator.clock.advance(600);
    const { exitCode, stdout, stderr } = await bench.run(["extend", id, "--by", "1h"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const [, end = ""] = new RegExp(`^${id} {2}extended until (\\S+Z)\\n$`).exec(stdout) ?? [];
    expect(Date.parse(end)).toBe(planned);
    expect(bench.requests()).toEqual(["GET 200", "POST 200"]);
    const { stdout: shown } = await bench.run(["show", id, "--json"]);
    expect(JSON.parse(shown)).toMatchObject({ expiryTime: end, status: "active" });
  });

  it("extends several sessions, also from the standard input, and continues after one that it cannot extend", async () => {
    const [ended, live] = [await bench.make(32, { sessionExpiry: 60 }), await bench.make(33)];
    bench.emulator.clock.advance(61);
    const input = `${ended}\n${unknown}\n`;
    const run = await bench.run(["extend", live, "-", "--by", "1h30m", "--json"], { input });
    expect(run.exitCode).toBe(2);
    const failure = (code: string) => ({
      outcome: "failed",
      error: expect.objectContaining({ code }) as object,
    });
    expect(jsonOf(run)).toEqual({
      sessions: [
        { sessionUuid: live, outcome: expect.stringMatching(/^extended until 20\d\d-/) as string },
        { sessionUuid: ended, ...failure("PLIVO_COMMAND_USAGE") },
        { sessionUuid: unknown, ...failure("PLIVO_NOT_FOUND") },
      ],
    });
  });

  it.each(["1", "h", "0s", "-1h", "1h 30m", "1.5h", ""])(
    "rejects the duration %j, and sends nothing",
    async (by) => {
      const { exitCode, stderr } = await bench.run(["extend", unknown, `--by=${by}`]);
      expect(exitCode).toBe(1);
      expect(stderr).toContain("It should be a duration such as 90s, 30m, 1h30m or 2d.");
      expect(bench.requests()).toEqual([]);
    },
  );

  it("requires the duration to add", async () => {
    const { exitCode, stderr } = await bench.run(["extend", unknown]);
    expect([exitCode, stderr]).toEqual([1, "error: required option '--by <duration>' not specified\n"]);
  });

  it("finishes the request in flight after Ctrl-C, and exits with 130", async () => {
    const id = await bench.make(90, { sessionExpiry: 3600 });
    const { faults, clock } = bench.emulator;
    const fault = faults.arm({ kind: "delay", operation: "update", when: "before", seconds: 1 });
    const running = bench.start(["extend", id, "--by", "1h"]);
    await faults.whenFired(fault.id);
    running.interrupt();
    await running.waitForText(
      `Waiting for session ${id}, which is being extended. Press Ctrl-C again to give up.\n`,
    );
    clock.advance(1);
    expect(await running.ended).toMatchObject({
      exitCode: 130,
      stdout: expect.stringMatching(new RegExp(`^${id}  extended until `)) as string,
    });
  });
});
