import { Pairs } from "../../../provider/lifecycle/pairs.ts";
import { unknownInput } from "../../../provider/session/unknown.ts";
import { parties } from "../../support/field-changes.ts";

const pair = parties(0);
const swapped = { firstParty: pair.secondParty, secondParty: pair.firstParty };

/** For each resource, the first one with the same parties. */
function addAll(...resources: [name: string | undefined, inputs: object][]): (string | undefined)[] {
  const pairs = new Pairs();
  return resources.map(([name, inputs]) => pairs.add(name, inputs));
}

describe("two resources of the same parties", () => {
  it("are recognised at the second one, whatever else they declare and in either order", () => {
    expect(addAll(["one", pair], ["two", { ...pair, record: true }], ["three", swapped])).toEqual([
      undefined,
      "one",
      "one",
    ]);
  });

  it("are recognised once, even if a replacement checks each of them again", () => {
    const found = addAll(["one", pair], ["two", pair], ["one", pair], ["two", pair]);
    expect(found).toEqual([undefined, "one", undefined, undefined]);
  });

  it.each<[string, ...[string | undefined, object][]]>([
    ["one resource that is checked twice", ["one", pair], ["one", { ...pair, record: true }]],
    ["sessions of two accounts", ["one", pair], ["two", { ...pair, account: "support" }]],
    ["other pairs", ["one", pair], ["two", parties(1)], ["three", { ...pair, secondParty: "+12025550399" }]],
    [
      "sessions of one party",
      ["one", { firstParty: pair.firstParty }],
      ["two", { firstParty: pair.firstParty }],
    ],
    ["resources without a name", [undefined, pair], ["two", pair], [undefined, pair]],
    [
      "parties that are not known yet",
      ["one", { ...pair, secondParty: unknownInput }],
      ["two", { ...pair, secondParty: unknownInput }],
    ],
  ])("are not %s", (_what, ...resources) => {
    expect(addAll(...resources)).toEqual(resources.map(() => undefined));
  });
});
