import { startEmulator } from "plivo-masking-emulator";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { nameInput } from "../../provider/common/resource-type";
import { declared, recordedAt } from "../golden/sessions";
import { goldenText, goldenVersions, passphrase, type Exported } from "../golden/states";
import { openStack, type EngineStack, type Operation } from "../../tools/engine/index";
import { declaring, effects, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";
import { storedIds } from "../support/stored";

/** What the provider says in a preview, in the order of the text. */
function lines({ diagnostics }: Operation): string[] {
  return diagnostics.flatMap(({ message }) => message.trimEnd().split("\n")).sort();
}

const replaced = (id: string | undefined, names = "geomatch") =>
  `Masking session ${id ?? ""} will be replaced: ${names} changed, and Plivo cannot change it in a live session.`;

describe.each([
  ["as usual", {}],
  ["with PULUMI_PARALLEL_DIFF=1", { PULUMI_PARALLEL_DIFF: "1" }],
])("the reasons in a preview of several sessions, %s,", (_, environment) => {
  const names = ["one", "two", "three", "four"];
  const before = Object.fromEntries(names.map((name, index) => [name, parties(index)]));
  const after = (change: MaskingSessionArgs) =>
    Object.fromEntries(Object.entries(before).map(([name, args]) => [name, { ...args, ...change }]));
  let bench: Bench;
  let ids: Record<string, string>;
  beforeAll(async () => {
    bench = await openBench(before);
    bench.stack.setEnvironment(environment);
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
  });
  afterAll(() => bench.close());

  it("begin with each resource's name", async () => {
    bench.stack.setProgram(declaring(after({ geomatch: false })));
    const preview = expectSuccess(await bench.stack.preview());
    expect(lines(preview)).toEqual(names.map((name) => `${name}: ${replaced(ids[name])}`).sort());
  });

  it("are none, and no other line, without a problem, also for new sessions and updates", async () => {
    bench.stack.setProgram(declaring({ ...after({ ringTimeout: 30 }), five: parties(5) }));
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toMatchObject({ one: "update", five: "create" });
    expect(lines(preview)).toEqual([]);
    bench.stack.setProgram(declaring(before));
    expect(lines(expectSuccess(await bench.stack.preview({ expectNoChanges: true })))).toEqual([]);
  });

  it("leave the state and the differences as they are without names", async () => {
    bench.stack.setProgram(declaring(after({ geomatch: false })));
    const preview = expectSuccess(await bench.stack.preview({ json: true }));
    expect(preview.json?.steps?.filter(({ op }) => op === "replace")).toEqual(
      names.map(
        () =>
          expect.objectContaining({
            diffReasons: ["geomatch"],
            detailedDiff: { geomatch: { kind: "add", inputDiff: true } },
          }) as unknown,
      ),
    );
    const shown = expectSuccess(await bench.stack.preview({ diff: true }));
    const state = await bench.stack.exportState();
    expect(shown.text).not.toContain(nameInput);
    // Pulumi's SDK lists each input that it sends under the dependencies, where an empty list says nothing.
    const everywhere = [shown.events, preview.json, state].map((value) => JSON.stringify(value));
    const elsewhere = everywhere.map((text) => text.replaceAll(/"propertyDependencies":\{.*?\}/g, ""));
    expect(elsewhere.filter((text) => text.includes(nameInput))).toEqual([]);
    expect(elsewhere.filter((text) => text.includes("__provider"))).toHaveLength(3);
  });

  it("begin with the new name after a rename by an alias", async () => {
    bench.stack.setProgram(() => {
      new MaskingSession("renamed", { ...parties(0), geomatch: false }, { aliases: [{ name: "one" }] });
      return Promise.resolve();
    });
    const preview = expectSuccess(await bench.stack.preview());
    expect(lines(preview)).toEqual([`renamed: ${replaced(ids["one"])}`]);
  });

  it("name the session alone if two resources declare the same", async () => {
    bench.stack.setProgram(
      declaring({ one: { ...parties(6), ringTimeout: 30 }, two: { ...parties(6), ringTimeout: 30 } }),
    );
    const all = lines(expectSuccess(await bench.stack.preview()));
    const told = all.filter((line) => line.includes("will be replaced"));
    expect(told).toHaveLength(2);
    expect(all).toHaveLength(3);
    // The engine can ask for the first difference before it knows of the second resource, whose name is then the only one.
    const unnamed = told.filter((line) => line.startsWith("Masking session"));
    expect(unnamed.length).toBeGreaterThan(0);
    for (const line of told.filter((line) => !unnamed.includes(line))) {
      const [name = ""] = line.split(":");
      expect(line).toContain(`${name}: Masking session ${ids[name] ?? ""} will be replaced`);
    }
  });
});

describe.each(goldenVersions())("a state that version %s has written", (version) => {
  it("gets reasons that begin with the resource's name, and no change from the name", async () => {
    const emulator = await startEmulator();
    let stack: EngineStack | undefined;
    try {
      emulator.clock.set(recordedAt);
      const program = declaring({ ...declared, plain: { ...declared.plain, geomatch: false } });
      const environment = {
        ...emulator.environment,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PLIVO_CLOCK_OFFSET: String(emulator.clock.offset / 1000),
      };
      stack = await openStack({ program, environment });
      await stack.importState(JSON.parse(goldenText(version)) as Exported);
      const preview = expectSuccess(await stack.preview());
      const same = Object.keys(declared).filter((name) => !["plain", "expired"].includes(name));
      expect(effects(preview)).toMatchObject(Object.fromEntries(same.map((name) => [name, "same"])));
      expect(effects(preview)).toMatchObject({ plain: "replace", expired: "replace" });
      expect(lines(preview)).toEqual([
        expect.stringMatching(/^PLIVO_CLOCK_OFFSET is set/),
        expect.stringMatching(/^expired: Masking session \S+ will be replaced: it expired/),
        expect.stringMatching(/^plain: Masking session \S+ will be replaced: geomatch changed/),
      ]);
    } finally {
      await stack?.remove();
      await emulator.close();
    }
  });
});
