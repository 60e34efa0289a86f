import { both, inProcess } from "../../support/in-process";

const stage = inProcess();
const day = 86_400;

/** A session that was made elsewhere and taken over; the argument stays in the program. */
async function adopted() {
  const { id } = await stage.create({ ...both, sessionExpiry: 3600 });
  stage.restart();
  const inputs = { ...both, adoptSessionUuid: id };
  const { outs } = await stage.create(inputs);
  return { id, inputs, outs };
}

/** Plivo keeps sessions for 90 days. */
function forget(id: string): void {
  stage.emulator.clock.advance(95 * day);
  stage.emulator.sessions.remove(id);
}

describe("a session that adoptSessionUuid still names is made anew, as the preview says", () => {
  const replaced = { changes: true, replaces: ["expiryTime"] };

  it("in its last 30 s", async () => {
    const { id, inputs, outs } = await adopted();
    stage.emulator.clock.advance(3600 - 12);
    stage.restart();
    expect(await stage.provider.diff(id, outs, inputs)).toMatchObject(replaced);
    expect((await stage.create(inputs)).id).not.toBe(id);
  });

  it("where somebody has extended it, whose it then is", async () => {
    const { id, inputs, outs } = await adopted();
    stage.emulator.sessions.change(id, {
      expiry_time: new Date(stage.emulator.clock.now() + 7_200_000).toISOString(),
    });
    stage.emulator.clock.advance(3700);
    stage.restart();
    expect(await stage.provider.diff(id, outs, inputs)).toMatchObject(replaced);
    const { id: successor } = await stage.create(inputs);
    await stage.provider.delete(id, outs);
    expect(
      stage.emulator.sessions
        .live()
        .map(({ session_uuid }) => session_uuid)
        .sort(),
    ).toEqual([id, successor].sort());
  });

  it("where Plivo has forgotten it", async () => {
    const { id, inputs, outs } = await adopted();
    forget(id);
    stage.restart();
    expect(await stage.provider.diff(id, outs, inputs)).toMatchObject(replaced);
    expect((await stage.create(inputs)).id).not.toBe(id);
  });

  it("and so is its successor, whose own change is what replaces it", async () => {
    const { id, inputs, outs } = await adopted();
    stage.emulator.clock.advance(4_000);
    stage.restart();
    await stage.provider.diff(id, outs, inputs);
    const successor = await stage.create(inputs);
    forget(id);
    stage.restart();
    const changed = { ...inputs, geomatch: false };
    const expiryTime = new Date(stage.emulator.clock.now() + 3_600_000).toISOString();
    const diff = await stage.provider.diff(successor.id, { ...successor.outs, expiryTime }, changed);
    expect(diff).toMatchObject({ replaces: ["geomatch"] });
    const { id: third } = await stage.create(changed);
    expect([id, successor.id]).not.toContain(third);
  });
});

it("a session that another adoptSessionUuid names is taken over when the first one is replaced", async () => {
  const { id, inputs, outs } = await adopted();
  const { id: other } = await stage.create({ ...both, sessionExpiry: 7200 });
  stage.emulator.clock.advance(3600);
  stage.restart();
  const news = { ...inputs, adoptSessionUuid: other };
  await stage.provider.diff(id, outs, news);
  expect((await stage.create(news)).id).toBe(other);
});
