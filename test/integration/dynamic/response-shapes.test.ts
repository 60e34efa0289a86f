import { shapes } from "plivo-masking-emulator";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { fieldChanges } from "../../support/field-changes.ts";
import { both, inProcess } from "../../support/in-process.ts";
import { requestsOf } from "../../support/requests.ts";

const pins = {
  ...both,
  isPinAuthenticationRequired: true,
  generatePin: true,
  pinPromptPlay: "https://media.example.com/prompt.mp3",
};

describe.each(shapes)("a session in responses of the shape %s", (shape) => {
  const stage = inProcess({ shape });
  const requests = () => requestsOf(stage.emulator);

  it.each(fieldChanges)("with $name has no diff after create, and none after read", async ({ after }) => {
    const { inputs } = (await stage.provider.check({}, after)) as { inputs: SessionInputs };
    const { id, outs } = await stage.create(inputs);
    expect(await stage.provider.diff(id, outs, inputs)).toMatchObject({ changes: false, replaces: [] });
    const read = await stage.provider.read(id, outs);
    expect(read).toEqual({ id, props: outs, inputs });
    const props = read.props as SessionState;
    expect(await stage.provider.diff(id, props, inputs)).toMatchObject({ changes: false, replaces: [] });
    expect(requests()).toEqual(["POST 201", "GET 200"]);
  });

  it("keeps generated PINs from the create through update and read", async () => {
    const { id, outs } = await stage.create(pins);
    const { first_party_pin: firstPartyPin, second_party_pin: secondPartyPin } =
      stage.emulator.sessions.get(id) ?? {};
    expect(outs).toMatchObject({ firstPartyPin, secondPartyPin });
    const updated = (await stage.provider.update(id, outs, { ...pins, ringTimeout: 20 }))
      .outs as SessionState;
    expect(updated).toMatchObject({ firstPartyPin, secondPartyPin, ringTimeout: 20 });
    const read = await stage.provider.read(id, updated);
    expect(read.props).toEqual(updated);
    expect(read.inputs).not.toHaveProperty("firstPartyPin");
  });

  it("is expired by one DELETE, and again without an error", async () => {
    const { id, outs } = await stage.create();
    await stage.provider.delete(id, outs);
    await stage.provider.delete(id, outs);
    expect(requests()).toEqual(["POST 201", "DELETE 200", "DELETE 400"]);
    expect(stage.emulator.sessions.live()).toEqual([]);
  });
});
