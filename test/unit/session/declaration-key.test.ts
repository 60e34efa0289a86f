import type { SessionInputs } from "../../../provider/session/fields.ts";
import { declarationKey } from "../../../provider/session/state.ts";
import { unknownInput } from "../../../provider/session/unknown.ts";

describe("the key of declared arguments", () => {
  const parties = { firstParty: "+12025550100", secondParty: "+12025550111" };

  it("is equal only for equal arguments", () => {
    expect(declarationKey({ ...parties })).toBe(declarationKey({ ...parties }));
    expect(declarationKey({ ...parties, record: true })).not.toBe(declarationKey(parties));
  });

  it("distinguishes an unknown argument from an absent one", () => {
    const unknown = { ...parties, record: unknownInput } as unknown as SessionInputs;
    expect(declarationKey(unknown)).toBe(declarationKey({ ...unknown }));
    expect(declarationKey(unknown)).not.toBe(declarationKey(parties));
  });
});
