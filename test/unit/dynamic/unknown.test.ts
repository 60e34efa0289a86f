import { UNKNOWN_VALUE } from "../../../provider/common/unknown-value";
import { fromEngine, toEngine } from "../../../provider/dynamic/unknown";
import { UNKNOWN } from "../../../provider/session/unknown";

describe("an unknown value in a preview", () => {
  const sent = { firstParty: UNKNOWN_VALUE, record: { nested: [UNKNOWN_VALUE] }, ringTimeout: 30 };

  it("is unknown to the rules if any part of it is", () => {
    expect(fromEngine(sent)).toEqual({ firstParty: UNKNOWN, record: UNKNOWN, ringTimeout: 30 });
  });

  it("returns to the engine as it came", () => {
    expect(toEngine({ ...fromEngine(sent), ringTimeout: 45 }, sent)).toEqual({ ...sent, ringTimeout: 45 });
  });

  it("is not a text that only contains the engine's marker", () => {
    expect(fromEngine({ subaccount: `x${UNKNOWN_VALUE}` })).toEqual({ subaccount: `x${UNKNOWN_VALUE}` });
  });
});
