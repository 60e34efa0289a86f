import type { SessionInputs } from "../../../provider/session/fields";
import { declarationKey } from "../../../provider/session/state";
import { UNKNOWN_VALUE } from "../../../provider/session/unknown";

describe("the key of declared arguments", () => {
  const parties = { firstParty: "+12025550100", secondParty: "+12025550111" };

  it("is equal for equal arguments alone", () => {
    expect(declarationKey({ ...parties })).toBe(declarationKey({ ...parties }));
    expect(declarationKey({ ...parties, record: true })).not.toBe(declarationKey(parties));
  });

  it("takes an argument that is not known yet, however deep it is", () => {
    let unknown: unknown = UNKNOWN_VALUE;
    for (let depth = 0; depth < 100_000; depth += 1) unknown = [unknown];
    const key = declarationKey({ ...parties, record: unknown } as SessionInputs);
    expect(key).toBe(declarationKey({ ...parties, record: UNKNOWN_VALUE } as unknown as SessionInputs));
  });
});
