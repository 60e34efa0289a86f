import { parties } from "../../support/field-changes.ts";
import { benchForAll, jsonOf } from "./support.ts";

describe("npx pulumi-plivo-masking show", () => {
  const bench = benchForAll({ prices: { session: 0.01, callMinute: 0.02 } });
  let id: string;
  beforeAll(async () => {
    id = await bench.make(41, { sessionExpiry: 3600 });
    const virtualNumber = bench.emulator.sessions.all()[0]?.virtual_number ?? "";
    bench.emulator.calls.place({ virtualNumber, from: parties(41).firstParty });
    bench.emulator.clock.advance(600);
  });

  it("prints every reported attribute on its own line, and each interaction", async () => {
    const { exitCode, stdout } = await bench.run(["show", id]);
    const [head = "", interaction = "", ...others] = stdout.split("\n\n");
    expect(head).toContain(`sessionUuid                   ${id}\n`);
    expect(head).toContain("firstParty                    ••••••41\n");
    expect(head).toMatch(/^totalCallCount +2$/m);
    expect(head).not.toContain("null");
    expect(interaction).toMatch(/^Interaction 1\n.*^totalCallAmount +0\.\d+$/ms);
    expect([exitCode, others]).toEqual([0, []]);
  });

  it("prints the same as JSON", async () => {
    const shown = jsonOf(await bench.run(["show", id, "--json"]));
    expect(shown).toMatchObject({ sessionUuid: id, secondParty: "••••••41", recordingCallbackUrl: null });
    expect(shown).toMatchObject({ interaction: [{ totalCallCount: 2 }] });
    const revealed = await bench.run(["show", id, "--json", "--reveal"], { reveals: true });
    expect(jsonOf(revealed)).toMatchObject(parties(41));
  });

  it.each([
    "https://example.com/events?tenant=7&caller=%2B12025550143",
    "https://example.com/(202)%20555-0143/events",
    "https://example.com/events?pin=48217",
  ])("hides all but the host of a URL with a number or PIN in it (%#)", async (callbackUrl) => {
    const pins = { isPinAuthenticationRequired: true, firstPartyPin: "48217", secondPartyPin: "90356" };
    const recordingCallbackUrl = "https://example.com/recordings?tenant=7";
    const prompt = { pinPromptPlay: "https://example.com/prompt.mp3" };
    const own = await bench.make(43, { callbackUrl, recordingCallbackUrl, ...pins, ...prompt });
    const shown = jsonOf(await bench.run(["show", own, "--json"]));
    expect(shown).toMatchObject({ callbackUrl: "https://example.com/••••••", recordingCallbackUrl });
    const revealed = jsonOf(await bench.run(["show", own, "--json", "--reveal"], { reveals: true }));
    expect(revealed).toMatchObject({ callbackUrl });
  });

  it("exits with 2 for a session that Plivo does not know", async () => {
    const unknown = "4189591e-d004-4801-abdf-8893c15e5dcd";
    const { exitCode, stdout, stderr } = await bench.run(["show", unknown]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^error: Plivo does not know this session \(GET [^\n]*, status 404, [^\n]*90 days\. \[PLIVO_NOT_FOUND: https:\S+#plivo_not_found\]\n$/,
    );
    const json = await bench.run(["show", unknown, "--json"]);
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: "PLIVO_NOT_FOUND" } });
  });

  it("exits with 1 for an invalid session ID, and does not print it", async () => {
    const { exitCode, stderr } = await bench.run(["show", parties(42).firstParty]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: A session UUID has only letters, [^\n]*\n$/);
  });
});
