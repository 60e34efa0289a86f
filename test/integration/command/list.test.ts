import { filterNames, type SessionDetails } from "../../../provider/client/queries.ts";
import { parties } from "../../support/field-changes.ts";
import { benchForEach, jsonOf, supportEnvironment } from "./support.ts";

interface Listed {
  sessions: SessionDetails[];
  more: boolean;
}

describe("npx pulumi-plivo-masking list", () => {
  const bench = benchForEach();

  it("prints the same as JSON, with every attribute, and numbers and PINs masked", async () => {
    await bench.make(33, {
      isPinAuthenticationRequired: true,
      pinPromptPlay: "https://somebody:opensesame@example.com/prompt.mp3",
      firstPartyPin: "48217",
      secondPartyPin: "90356",
    });
    const { sessions, more } = jsonOf(await bench.run(["list", "--json"])) as Listed;
    expect(more).toBe(false);
    expect(sessions).toEqual([
      expect.objectContaining({
        firstParty: "••••••33",
        secondParty: "••••••33",
        firstPartyPin: "••••••",
        secondPartyPin: "••••••",
        pinPromptPlay: "https://••••••@example.com/prompt.mp3",
        status: "active",
        interaction: [],
      }),
    ]);
  });

  it("prints everything in full with --reveal", async () => {
    await bench.make(34);
    const revealed = await bench.run(["list", "--reveal", "--json"], { reveals: true });
    expect(jsonOf(revealed)).toMatchObject({ sessions: [parties(34)] });
    const table = await bench.run(["list", "--reveal"], { reveals: true });
    expect(table.stdout).toContain(parties(34).firstParty);
  });

  it.each(filterNames)("applies the filter %s", async (name) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const number = parties(35).firstParty;
    // No defaults, which would be sent without the option too.
    const values = { status: "active", subaccount: "SAEMULATORSUBACCOUNT", limit: "3", offset: "2" };
    const value = name.includes("Time")
      ? "2026-03-01T10:00:00Z"
      : name.startsWith("duration")
        ? "600"
        : ((values as Record<string, string>)[name] ?? number);
    const { exitCode } = await bench.run(["list", flag, value]);
    expect(exitCode).toBe(0);
    const wire = name
      .replace(/(Gte?|Lte?)$/, (end) => `__${end.toLowerCase()}`)
      .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const sent = bench.emulator.requests.all().map(({ query }) => query[wire]);
    const expected = name.includes("Time") ? "2026-03-01 10:00:00" : value.replace("+", "");
    expect(sent).toContain(expected);
  });

  it("stops at --max-results, and says that there are more", async () => {
    await bench.make(36);
    await bench.make(37);
    const limited = await bench.run(["list", "--max-results", "1", "--json"]);
    expect(jsonOf(limited)).toMatchObject({ more: true, sessions: [{ firstParty: "••••••37" }] });
    const { stdout, stderr } = await bench.run(["list", "--max-results", "1"]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(2);
    expect(stderr).toBe("More than 1 session matches: raise --max-results to see all.\n");
    const all = jsonOf(await bench.run(["list", "--max-results", "2", "--json"])) as Listed;
    expect([all.sessions.length, all.more]).toEqual([2, false]);
  });

  it("lists with --expiring the live sessions that expire soon, the next one first, also those in a call", async () => {
    const [later, soon] = [
      await bench.make(31, { sessionExpiry: 1500 }),
      await bench.make(32, { sessionExpiry: 900 }),
    ];
    await bench.make(33, { sessionExpiry: 3600 });
    await bench.make(34, { sessionExpiry: 60 });
    const { firstParty: from } = parties(32);
    const [session] = bench.emulator.sessions.all().filter(({ session_uuid: id }) => id === soon);
    bench.emulator.calls.place({ virtualNumber: session?.virtual_number ?? "", from });
    bench.emulator.clock.advance(61);
    const { sessions, more } = jsonOf(await bench.run(["list", "--expiring", "30m", "--json"])) as Listed;
    expect(sessions.map(({ sessionUuid }) => sessionUuid)).toEqual([soon, later]);
    expect(more).toBe(false);
    const one = jsonOf(
      await bench.run(["list", "--expiring", "30m", "--max-results", "1", "--json"]),
    ) as Listed;
    expect(one).toMatchObject({ sessions: [{ sessionUuid: soon }], more: true });
    const both = await bench.run(["list", "--expiring", "30m", "--status", "active"]);
    expect(both).toMatchObject({
      exitCode: 1,
      stderr: "error: option '--expiring <duration>' cannot be used with option '--status <status>'\n",
    });
  });

  it("says on stderr that no session matches", async () => {
    expect(await bench.run(["list"])).toEqual({ exitCode: 0, stdout: "", stderr: "No session matches.\n" });
    expect(jsonOf(await bench.run(["list", "--json"]))).toEqual({ sessions: [], more: false });
  });

  it("lists another account by its name", async () => {
    const id = await bench.make(38);
    const environment = supportEnvironment(bench.emulator);
    const { exitCode, stdout } = await bench.run(["list", "--account", "support"], { environment });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(id)]);
  });
});
