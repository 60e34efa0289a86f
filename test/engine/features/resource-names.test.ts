import { MaskingSession } from "pulumi-plivo-masking";
import { nameInput } from "../../../provider/common/resource-type.ts";
import type { Operation } from "../../../tools/engine/index.ts";
import { effects, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds } from "../../support/stored.ts";

/** The provider's lines in a preview, sorted. */
function lines({ diagnostics }: Operation): string[] {
  return diagnostics.flatMap(({ message }) => message.trimEnd().split("\n")).sort();
}

const replacementLine = (id: string | undefined, names = "geomatch") =>
  `Masking session ${id ?? ""} will be replaced: ${names} changed, and Plivo cannot change it in a live session.`;

const names = ["one", "two", "three", "four"];
const before = Object.fromEntries([...names, "five"].map((name, index) => [name, parties(index)]));
const changed = { geomatch: false };

/** Four replacements, one of them under a new name, an update and a new session. */
function program() {
  for (const [index, name] of names.slice(1).entries())
    new MaskingSession(name, { ...parties(index + 1), ...changed });
  new MaskingSession("renamed", { ...parties(0), ...changed }, { aliases: [{ name: "one" }] });
  new MaskingSession("five", { ...parties(4), ringTimeout: 30 });
  new MaskingSession("six", parties(5));
  return Promise.resolve();
}

describe("the resources' names in the lines of a preview", () => {
  const bench = useBench(before, { existing: true });
  let ids: Record<string, string>;
  /** The reasons of the four replacements, and no other line. */
  const expectedLines = () =>
    ["renamed", ...names.slice(1)]
      .map((name) => `${name}: ${replacementLine(ids[name === "renamed" ? "one" : name])}`)
      .sort();
  beforeAll(async () => {
    ids = await storedIds(bench.stack);
    bench.stack.setProgram(program);
  });

  it("begin each reason, after a rename by an alias with the new name, and an update and a new session have no line", async () => {
    const preview = expectSuccess(await bench.stack.preview({ json: true }));
    expect(effects(preview)).toMatchObject({ five: "update", six: "create" });
    expect(lines(preview)).toEqual(expectedLines());
    expect(preview.json?.steps?.filter(({ op }) => op === "replace")).toEqual(
      [...names].map(
        () =>
          expect.objectContaining({
            diffReasons: ["geomatch"],
            detailedDiff: { geomatch: { kind: "add", inputDiff: true } },
          }) as unknown,
      ),
    );
    expect(hasNoName(preview.json)).toBe(true);
  });

  it("begin each reason with PULUMI_PARALLEL_DIFF=1, and are in no difference and not in the state", async () => {
    bench.stack.setEnvironment({ PULUMI_PARALLEL_DIFF: "1" });
    const up = expectSuccess(await bench.stack.up({ diff: true }));
    expect(lines(up)).toEqual(expectedLines());
    expect(up.text).not.toContain(nameInput);
    expect(hasNoName(up.events)).toBe(true);
    expect(hasNoName(await bench.stack.exportState())).toBe(true);
  });
});

/**
 * Whether no property is the input that carries the name, although `__provider` is there. Pulumi's SDK lists
 * each input under the dependencies; an empty list is no property.
 */
function hasNoName(value: unknown): boolean {
  const text = JSON.stringify(value).replaceAll(/"propertyDependencies":\{.*?\}/g, "");
  return text.includes("__provider") && !text.includes(nameInput);
}
