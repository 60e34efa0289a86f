import { previewCreate, previewUpdate } from "../../../provider/session/preview.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { unknownInput } from "../../../provider/session/unknown.ts";

const inputs = { firstParty: "+12025550100", secondParty: "+12025550101", sessionExpiry: 3600 };
const identity = {
  authId: "MAEXAMPLE00000000000",
  sessionUuid: "4189591e-d004-4801-abdf-8893c15e5dcd",
  virtualNumber: "+14155550100",
  status: "active",
  createdTime: "2026-03-01T10:00:00Z",
  expiryTime: "2026-03-01T11:00:00Z",
};
const state: SessionState = { ...inputs, ...identity };

describe("the outputs of a create in a preview", () => {
  it("are the declared arguments, and an unknown identity", () => {
    expect(previewCreate(inputs)).toEqual({
      ...inputs,
      ...Object.fromEntries(Object.keys(identity).map((name) => [name, unknownInput])),
    });
  });

  it.each([[true], [unknownInput]])("have unknown PINs if generatePin is %p", (generatePin) => {
    const outputs = previewCreate({ ...inputs, generatePin } as unknown as SessionInputs);
    expect(outputs).toMatchObject({ firstPartyPin: unknownInput, secondPartyPin: unknownInput });
  });

  it("have only given PINs if none are generated", () => {
    expect(previewCreate(inputs)).not.toHaveProperty("firstPartyPin");
    expect(previewCreate({ ...inputs, firstPartyPin: "4821" })).toMatchObject({ firstPartyPin: "4821" });
  });
});

describe("the outputs of an update in a preview", () => {
  it("keep the identity, and contain the declared arguments", () => {
    const news = { ...inputs, ringTimeout: 30 };
    expect(previewUpdate(state, news, false)).toEqual({ ...news, ...identity });
  });

  it.each<[string, SessionInputs, boolean]>([
    ["sessionExpiry changes", { ...inputs, sessionExpiry: 7200 }, false],
    ["the session is extended", inputs, true],
  ])("do not know the expiry time if %s", (_, news, isRenewed) => {
    expect(previewUpdate(state, news, isRenewed)).toEqual({ ...news, ...identity, expiryTime: unknownInput });
  });

  it("keep the expiry time if sessionExpiry is no longer managed", () => {
    const { sessionExpiry: _, ...news } = inputs;
    expect(previewUpdate(state, news, false)).toEqual({ ...news, ...identity });
  });

  it("keep generated PINs, and do not know those that the state lacks", () => {
    const generated = { ...inputs, generatePin: true };
    const known = { ...state, ...generated, firstPartyPin: "4821", secondPartyPin: "9035" };
    expect(previewUpdate(known, generated, false)).toMatchObject({
      firstPartyPin: "4821",
      secondPartyPin: "9035",
    });
    expect(previewUpdate(state, generated, false)).toMatchObject({ firstPartyPin: unknownInput });
  });

  it("do not know the identity that an incomplete state lacks", () => {
    expect(previewUpdate({ ...inputs }, inputs, false)).toMatchObject({
      authId: unknownInput,
      sessionUuid: unknownInput,
    });
  });
});
