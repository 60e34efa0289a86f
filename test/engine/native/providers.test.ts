import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { MaskingSession, Provider } from "../../../provider/sdk/native.ts";
import type { EngineStack } from "../../../tools/engine/index.ts";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { putPluginOnPath } from "../../support/plugin-executable.ts";

const token = "a-token-that-nobody-else-has-0001";
const ride = { firstParty: "+12025550165", secondParty: "+12025550166" };
const delivery = { firstParty: "+12025550167", secondParty: "+12025550168" };

describe("two explicit providers in one program, by the plugin's executable", () => {
  beforeAll(putPluginOnPath);
  const bench = useBench();
  let own: Emulator;
  let other: Emulator;
  let stack: EngineStack;
  const settingsOf = ({ environment }: Emulator, authToken = environment.PLIVO_AUTH_TOKEN) => ({
    authId: environment.PLIVO_AUTH_ID,
    authToken,
    endpoint: environment.PLIVO_ENDPOINT,
  });
  /** The delivery is of another account than the environment's. */
  const programOf = (account: Emulator, authToken?: string) => () => {
    new MaskingSession("ride", ride);
    const provider = new Provider("support", settingsOf(account, authToken));
    new MaskingSession("delivery", delivery, { provider });
    return Promise.resolve();
  };
  const live = ({ sessions }: Emulator) => sessions.live().map(({ first_party: party }) => party);

  beforeAll(async () => {
    ({ emulator: own, stack } = bench);
    other = await startEmulator({ authId: "MA-OTHER-EMULATOR-00", authToken: token });
    stack.setProgram(programOf(other));
  });
  afterAll(() => other.close());

  it("each create in their own account, though the environment has another", async () => {
    const up = expectSuccess(await stack.up());
    expect([live(own), live(other)]).toEqual([["12025550165"], ["12025550167"]]);
    expect(everythingShown(up)).not.toContain(token);
    // A token that the program has in clear is encrypted all the same.
    expect((await stack.stateFileBytes()).toString()).not.toContain(token);
  });

  it("each refresh the sessions that they have", async () => {
    expectSuccess(await stack.preview({ refresh: true, expectNoChanges: true }));
  });

  it("replace the sessions of a provider that gets another account, and expire them in the old one", async () => {
    stack.setProgram(programOf(own));
    const up = expectSuccess(await stack.up());
    expect(effects(up)).toMatchObject({ ride: "same", delivery: "replace" });
    expect(live(other)).toEqual([]);
    expect(live(own).toSorted()).toEqual(["12025550165", "12025550167"]);
  });

  it("keep the sessions if only a token changes, and use the new one from the next request on", async () => {
    // A token that Plivo does not take shows which one is sent.
    const wrong = "a-token-that-plivo-does-not-take-1";
    stack.setProgram(programOf(own, wrong));
    const rotated = expectSuccess(await stack.up());
    expect(effects(rotated)).toMatchObject({ ride: "same", delivery: "same" });
    expect(everythingShown(rotated)).not.toContain(wrong);
    expect((await stack.stateFileBytes()).toString()).not.toContain(wrong);
    own.requests.clear();
    const refused = await stack.refresh();
    expect(refused.succeeded).toBe(false);
    expect(
      own.requests
        .all()
        .map(({ status }) => status)
        .toSorted(),
    ).toEqual([200, 401]);
  });

  it("show no number in a preview that does not know their settings yet", async () => {
    stack.setProgram(() => {
      const late = new MaskingSession("late", { firstParty: "+12025550175", secondParty: "+12025550176" });
      const provider = new Provider("unknown", { authId: late.sessionUuid, authToken: late.sessionUuid });
      const numbers = { firstParty: "+12025550177", secondParty: "+12025550178" };
      new MaskingSession("later", numbers, { provider });
      return Promise.resolve();
    });
    const preview = expectSuccess(await stack.preview({ diff: true }));
    expect(effects(preview)).toMatchObject({ late: "create", later: "create" });
    expect(everythingShown(preview)).not.toMatch(/2025550/);
  });
});
