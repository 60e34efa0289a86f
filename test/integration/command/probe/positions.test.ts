import { switches, type EmulatorOptions, type SwitchName } from "plivo-masking-emulator";
import { ProbeBench, subaccount, type Reported } from "./support.ts";

/** Switches that no probe asks about, because they need a call. */
const withCalls: readonly string[] = ["activeFilter", "interactionUrls", "billing", "callTimeLimit"];

/** Numbers of one country only, so geomatch matters. */
const pool = Array.from({ length: 8 }, (_, index) => ({ number: `+1202555012${String(index)}` }));
const ofSubaccount = { number: "+12025550130", subaccount };

const names = Object.keys(switches) as SwitchName[];
const asked = names.filter((name) => !withCalls.includes(name));
/** The first position of each switch that a probe asks about. */
const byDefault = Object.fromEntries(
  asked.map((name) => [name, Object.keys(switches[name].values)[0] ?? ""]),
);

/** Probes an emulator with these options. */
async function probeAccount(options: EmulatorOptions, ...more: readonly string[]): Promise<Reported> {
  const bench = await ProbeBench.open({ pool: [...pool, ofSubaccount], ...options });
  try {
    const report = await bench.report("--subaccount", subaccount, ...more);
    expect(bench.emulator.sessions.live()).toEqual([]);
    expect(bench.files).toEqual([]);
    return report;
  } finally {
    await bench.close();
  }
}

describe("npx pulumi-plivo-masking probe", () => {
  // The rate limit needs hundreds of requests and has its own tests.
  const withoutLimit = asked.filter((name) => name !== "retryAfter");
  const { retryAfter: _, ...others } = byDefault;

  const positions = withoutLimit.flatMap((name) =>
    Object.keys(switches[name].values)
      .slice(1)
      .map((position) => [name, position] as const),
  );
  it.each(positions)("reports that %s is %s, and all else as it is", async (name, position) => {
    const { profile } = await probeAccount({ switches: { [name]: position } });
    expect(profile).toEqual({ ...others, [name]: position });
  });

  it("says nothing of the switches that take a call, whatever their positions are", async () => {
    const lastPositions = Object.fromEntries(
      withCalls.map((name) => [name, Object.keys(switches[name as SwitchName].values).at(-1)]),
    );
    expect((await probeAccount({ switches: lastPositions })).profile).toEqual(others);
  });

  it.each(Object.keys(switches.retryAfter.values))(
    "reports with --rate-limit that Retry-After has %s, and all else as it is",
    async (position) => {
      const options = { rateLimit: true, switches: { retryAfter: position } } as EmulatorOptions;
      expect((await probeAccount(options, "--rate-limit")).profile).toEqual({
        ...others,
        retryAfter: position,
      });
    },
  );
});
