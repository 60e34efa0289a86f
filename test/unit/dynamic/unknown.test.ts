import { unknownValue } from "../../../provider/common/unknown-value.ts";
import { fromEngine, toEngine } from "../../../provider/dynamic/unknown.ts";
import { unknownInput } from "../../../provider/session/unknown.ts";

describe("an unknown value in a preview", () => {
  const sent = { firstParty: unknownValue, record: { nested: [unknownValue] }, ringTimeout: 30 };

  it("is unknown to the rules if any part of it is", () => {
    expect(fromEngine(sent)).toEqual({ firstParty: unknownInput, record: unknownInput, ringTimeout: 30 });
  });

  it("returns to the engine as it came", () => {
    expect(toEngine({ ...fromEngine(sent), ringTimeout: 45 }, sent)).toEqual({ ...sent, ringTimeout: 45 });
  });

  it("is not a text that only contains the engine's marker", () => {
    expect(fromEngine({ subaccount: `x${unknownValue}` })).toEqual({ subaccount: `x${unknownValue}` });
  });
});
