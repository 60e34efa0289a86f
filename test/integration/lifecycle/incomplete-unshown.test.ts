import { complete } from "../../../provider/lifecycle/complete.ts";
import { both, scriptedPlivo, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo({});
const prompt = "https://example.com/prompt.mp3";
const pins = { firstPartyPin: "48217", secondPartyPin: "90356" };
const news = { ...both, isPinAuthenticationRequired: true, pinPromptPlay: prompt, ...pins };

describe("completing a state whose PINs Plivo does not show", () => {
  beforeEach(() => {
    Object.assign(plivo.newest, { is_pin_authentication_required: true, pin_prompt_play: prompt });
    for (const name of ["first_party_pin", "second_party_pin"]) Reflect.deleteProperty(plivo.newest, name);
  });

  it("takes the PINs that the state has for those of the session", async () => {
    const state = await complete(plivo.context(), { id: "session-1", state: pins }, news);
    expect(state).toMatchObject(news);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it("fails for a PIN that differs or is missing in the state, because no response shows it", async () => {
    for (const olds of [{}, { ...pins, firstPartyPin: "48218", secondPartyPin: "90357" }]) {
      const error = await errorOf(complete(plivo.context(), { id: "session-1", state: olds }, news));
      expect(error).toMatchObject({ names: ["firstPartyPin", "secondPartyPin"] });
    }
  });
});
