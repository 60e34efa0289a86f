import { create } from "../../../provider/lifecycle/create";
import { json } from "../plivo/support";
import { both, reset, scriptedPlivo, thrownBy, type Respond, type Wire } from "./scripted-plivo";

const plivo = scriptedPlivo();

/** Makes the session, dated by a clock that is so many milliseconds behind the one of the answers' Date. */
const madeBehind =
  (behind: number): Respond =>
  (response, received) => {
    plivo.add(JSON.parse(received.body) as Wire, behind);
    reset(response, received);
  };

describe("a session whose time comes from another clock than the answers' Date", () => {
  it.each([3_000, 10_000, 30_000, 59_000])(
    "which is %i ms ahead, is named, and no second one is made",
    async (behind) => {
      plivo.next.create.push(madeBehind(behind));
      const error = await thrownBy(create(plivo.context(), both));
      expect(error).toMatchObject({ code: "PLIVO_CREATE_UNKNOWN", sessionUuids: ["session-1"] });
      expect(plivo.sessions).toHaveLength(1);
      expect(plivo.creates).toBe(1);
    },
  );

  it.each([-60_000, -10_000, 0, 1_000])("which is %i ms ahead, is found", async (behind) => {
    plivo.next.create.push(madeBehind(behind));
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-1");
    expect(plivo.creates).toBe(1);
  });
});

describe("a session of a little earlier", () => {
  it.each([
    ["that a resource of this run has", {}, true],
    ["that has ended", { status: "expired" }, false],
    ["that is not what is declared", { pin_retry: 3 }, false],
    ["of other parties", { first_party: "12025550199" }, false],
  ])("%s does not keep a lost create from being sent again", async (_, changes, isOwned) => {
    const before = plivo.add(changes, 10_000);
    if (isOwned) plivo.owned.add(before.session_uuid);
    plivo.next.create.push(reset);
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
    expect(plivo.creates).toBe(2);
  });

  it("is read for on the next page too", async () => {
    plivo.add({}, 20_000);
    const shown = (session: Wire | undefined) => ({ meta: { total_count: 2 }, objects: [session] });
    plivo.next.create.push(plivo.made(reset, { first_party: "12025550199", pin_retry: 3 }));
    const pages: Respond[] = [0, 1].map((page) => (response, received) => {
      json(200, { response: shown(plivo.sessions[page]) })(response, received);
    });
    plivo.next.list.push(...Array.from({ length: 5 }, () => pages).flat());
    const error = await thrownBy(create(plivo.context(), both));
    expect(error).toMatchObject({ code: "PLIVO_CREATE_UNKNOWN", sessionUuids: ["session-1"] });
  });
});
