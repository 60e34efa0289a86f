import { create } from "../../../provider/lifecycle/create.ts";
import {
  AdoptDiffersError,
  AdoptExpiredError,
  AdoptNotFoundError,
  AdoptOwnedError,
} from "../../../provider/session/adopt-errors.ts";
import { SessionIncompleteError } from "../../../provider/session/errors.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import { parties } from "../../support/field-changes.ts";
import { inProcess } from "../../support/in-process.ts";
import { json } from "../plivo/support.ts";
import { both, scriptedPlivo, stored, errorOf } from "./scripted-plivo.ts";

const id = "9a1c1f6e-0c0f-4a4e-8f4b-0d6c6a3b2c1d";
const plivo = scriptedPlivo({ session_uuid: id });

const named = { ...both, adoptSessionUuid: id };
const take = (inputs: SessionInputs = named) => create(plivo.context(), inputs);

describe("a create with adoptSessionUuid", () => {
  it("adopts the session as it is, with one GET", async () => {
    expect(await take()).toEqual({ ...stored, ...named, sessionUuid: id });
    expect(plivo.requests).toEqual(["GET"]);
    expect(plivo.lines).toEqual([`Masking session ${id} is adopted (adoptSessionUuid).`]);
    expect(plivo.owned.wasAdopted(id)).toBe(true);
  });

  it("updates what differs and can be updated, except for the expiry", async () => {
    expect(await take({ ...named, ringTimeout: 20, sessionExpiry: 7200 })).toMatchObject({ ringTimeout: 20 });
    expect(plivo.requests).toEqual(["GET", "PATCH"]);
    expect(JSON.parse(plivo.server.received[1]?.body ?? "")).toEqual({ ring_timeout: 20 });
  });

  it("keeps the session if Plivo rejects that update", async () => {
    plivo.next.update.push(json(400, { error: "no" }));
    expect(await errorOf(take({ ...named, ringTimeout: 20 }))).toBeInstanceOf(SessionIncompleteError);
  });

  it("fails with the names of what differs and cannot be updated, and changes nothing", async () => {
    plivo.newest["unknown_caller_play"] = "https://example.com/b.mp3";
    const inputs = { ...named, secondParty: "+12025550177", unknownCallerPlay: "https://example.com/a.mp3" };
    const error = await errorOf(take({ ...inputs, ringTimeout: 20 }));
    if (!(error instanceof AdoptDiffersError)) throw error;
    expect(error.names).toEqual(["secondParty", "unknownCallerPlay"]);
    expect(error.message).toContain("differs from the program in secondParty and unknownCallerPlay");
    expect(error.message).not.toMatch(/550177|example/);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it("fails for a session that the account does not have, or another account has", async () => {
    plivo.sessions = [];
    expect(await errorOf(take())).toBeInstanceOf(AdoptNotFoundError);
    expect(plivo.creates).toBe(0);
  });

  it.each([{ status: "expired" }, { expiry_time: "2026-03-01 09:59:00 +0000 UTC" }])(
    "creates a new session for an expired one under recreate, and says so: %p",
    async (changes) => {
      Object.assign(plivo.newest, changes);
      expect(await take()).toMatchObject({ ...named, sessionUuid: "session-2" });
      expect(plivo.requests).toEqual(["GET", "POST"]);
      expect(plivo.lines[0]).toMatch(/which adoptSessionUuid names, .*expired.*: creating a new one\.$/);
    },
  );

  it.each(["ignore", "fail"] as const)("fails for an expired session under %s", async (onExpiry) => {
    plivo.newest["status"] = "expired";
    const error = await errorOf(take({ ...named, onExpiry }));
    if (!(error instanceof AdoptExpiredError)) throw error;
    expect(error.message).toContain(`onExpiry is "${onExpiry}"`);
    expect(plivo.creates).toBe(0);
  });

  it("fails for a session that belongs to another resource", async () => {
    plivo.owned.add(id);
    expect(await errorOf(take())).toBeInstanceOf(AdoptOwnedError);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it("adopts the named session whatever ifExists is", async () => {
    plivo.add({ session_uuid: "session-9" });
    const state = await create(plivo.context("fail"), named);
    expect(state.sessionUuid).toBe(id);
    expect(plivo.requests).toEqual(["GET"]);
  });
});

const stage = inProcess();
const declared = parties(0);
const day = 86_400;

/** A session that was created elsewhere and adopted. The argument stays in the program. */
async function adoptElsewhere() {
  const { id } = await stage.create({ ...declared, sessionExpiry: 3600 });
  stage.restart();
  const inputs = { ...declared, adoptSessionUuid: id };
  const { outs } = await stage.create(inputs);
  return { id, inputs, outs };
}

/** Plivo keeps sessions for 90 days. */
function forget(id: string): void {
  stage.emulator.clock.advance(95 * day);
  stage.emulator.sessions.remove(id);
}

describe("a replacement of a session that adoptSessionUuid still names creates a new one, as the preview says", () => {
  const replaced = { changes: true, replaces: ["expiryTime"] };

  it.each<[string, (id: string) => unknown]>([
    ["in its last 30 s", () => stage.emulator.clock.advance(3600 - 12)],
    ["if Plivo has forgotten it", forget],
  ])("%s", async (_, pass) => {
    const { id, inputs, outs } = await adoptElsewhere();
    pass(id);
    stage.restart();
    expect(await stage.provider.diff(id, outs, inputs)).toMatchObject(replaced);
    expect((await stage.create(inputs)).id).not.toBe(id);
  });

  it("if someone else extended it, and leaves it to them", async () => {
    const { id, inputs, outs } = await adoptElsewhere();
    stage.emulator.sessions.change(id, {
      expiry_time: new Date(stage.emulator.clock.now() + 7_200_000).toISOString(),
    });
    stage.emulator.clock.advance(3700);
    stage.restart();
    expect(await stage.provider.diff(id, outs, inputs)).toMatchObject(replaced);
    const { id: successor } = await stage.create(inputs);
    await stage.provider.delete(id, outs);
    const live = stage.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
    expect(live.sort()).toEqual([id, successor].sort());
  });

  it("if its successor is replaced by a change of its own", async () => {
    const { id, inputs, outs } = await adoptElsewhere();
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

it("a replacement by another adoptSessionUuid adopts the session that it names", async () => {
  const { id, inputs, outs } = await adoptElsewhere();
  const { id: other } = await stage.create({ ...declared, sessionExpiry: 7200 });
  stage.emulator.clock.advance(3600);
  stage.restart();
  const news = { ...inputs, adoptSessionUuid: other };
  await stage.provider.diff(id, outs, news);
  expect((await stage.create(news)).id).toBe(other);
});
