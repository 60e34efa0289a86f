import * as pulumi from "@pulumi/pulumi";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import type { FieldName } from "../../../provider/session/fields.ts";
import { field } from "../../../provider/session/fields.ts";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { parties, sentNames, snakeCase, valuesOf } from "../../support/field-changes.ts";
import { nameOf, storedSessions } from "../../support/stored.ts";
import { updatesById } from "./requests.ts";

/** The updatable arguments that Plivo shows. */
const driftingNames = sentNames.filter((name) => {
  const { effect, reported } = field(name);
  return effect === "update" && reported === "documented";
});
const wireOf = snakeCase;
const password = "Hidden4711";
const declaredOf = (name: FieldName) => valuesOf(name)[0];

/** Every change that others can make. Null unsets a value too. */
const everything = {
  ...Object.fromEntries(driftingNames.map((name) => [wireOf(name), valuesOf(name)[1]])),
  first_party_play_url: null,
};

const quiet: Record<string, MaskingSessionArgs> = {
  undeclared: parties(20),
  notShown: { ...parties(21), sessionExpiry: 3600, geomatch: true, subaccount: "SAEMULATORSUBACCOUNT" },
  moved: { ...parties(22), sessionExpiry: 3600 },
  calling: { ...parties(23), ringTimeout: 30 },
  single: { firstParty: parties(24).firstParty, createSessionWithSingleParty: true },
};

const sessions = (): Record<string, MaskingSessionArgs> => ({
  ...Object.fromEntries(
    driftingNames.map((name, index) => [name, { ...parties(index), [name]: declaredOf(name) }]),
  ),
  ...quiet,
});

/** All of them, one session whose number Plivo changes, and one that depends on that number. */
function program() {
  for (const [name, args] of Object.entries(sessions())) new MaskingSession(name, args);
  const { virtualNumber } = new MaskingSession("number", parties(25));
  const callbackUrl = pulumi.interpolate`https://example.com/events?number=${virtualNumber}`;
  new MaskingSession("dependant", { ...parties(26), callbackUrl });
  return Promise.resolve({ virtualNumber });
}

describe("a change of a session outside of Pulumi", () => {
  const bench = useBench();
  let ids: Record<string, string>;
  const newExpiry = () => new Date(Math.floor(bench.emulator.clock.now() / 1000) * 1000 + 7_200_000);

  beforeAll(async () => {
    bench.stack.setProgram(program);
    expectSuccess(await bench.stack.up());
    const all = await storedSessions(bench.stack);
    ids = Object.fromEntries(all.map((session) => [nameOf(session), session.id]));
    bench.requests();
  });

  it("is shown by a refresh if the argument is declared, and only then, without the password of a URL", async () => {
    const { sessions: api } = bench.emulator;
    for (const name of driftingNames) api.change(ids[name] ?? "", everything);
    const callback_url = `https://caller:${password}@example.com/events`;
    api.change(ids["callbackUrl"] ?? "", { callback_url });
    api.change(ids["undeclared"] ?? "", everything);
    api.change(ids["notShown"] ?? "", { session_expiry: 60, geomatch: false, subaccount: null });
    api.change(ids["moved"] ?? "", { expiry_time: newExpiry().toISOString() });
    api.change(ids["calling"] ?? "", { status: "in-progress" });
    api.change(ids["number"] ?? "", { virtual_number: "14155557777" });
    const refresh = expectSuccess(await bench.stack.refresh());
    const same = [...Object.keys(quiet), "number", "dependant"].map((name) => [name, "same"]);
    expect(effects(refresh)).toEqual({
      ...Object.fromEntries(driftingNames.map((name) => [name, "update"])),
      ...Object.fromEntries(same),
    });
    for (const name of driftingNames) {
      const shown = new RegExp(`MaskingSession ${name} .*\\[diff: [-~]${name}\\]`);
      expect(refresh.text).toMatch(shown);
    }
    expect(everythingShown(refresh) + String(await bench.stack.stateFileBytes())).not.toContain(password);
    expect(new Set(bench.requests())).toEqual(new Set(["GET 200"]));
  });

  it("goes into the state without being shown if it is the expiry, the status or the number", async () => {
    const all = await storedSessions(bench.stack);
    const outputs = Object.fromEntries(all.map((session) => [nameOf(session), session.outputs]));
    const expiryTime = String(outputs["moved"]?.["expiryTime"]);
    expect(Math.abs(Date.parse(expiryTime) - newExpiry().getTime())).toBeLessThan(60_000);
    expect(outputs["calling"]).toMatchObject({ status: "in-progress" });
    expect(outputs["number"]).toMatchObject({ virtualNumber: "+14155557777" });
  });

  it("is reverted by the next up with one request, and what depends on the number is updated", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(everythingShown(up) + String(await bench.stack.stateFileBytes())).not.toContain(password);
    expect(up.outputs["virtualNumber"]).toBe("+14155557777");
    const expected = driftingNames.map(
      (name) => [ids[name] ?? "", { [wireOf(name)]: declaredOf(name) }] as const,
    );
    const followed = { callback_url: "https://example.com/events?number=+14155557777" };
    expect(updatesById(bench)).toEqual({
      ...Object.fromEntries(expected),
      [ids["dependant"] ?? ""]: followed,
    });
    expect(bench.requests()).toEqual(Array(driftingNames.length + 1).fill("POST 200"));
  });

  it("leaves nothing to do to a refresh and an up after that", async () => {
    expectSuccess(await bench.stack.up({ refresh: true, expectNoChanges: true }));
    expect(new Set(bench.requests())).toEqual(new Set(["GET 200"]));
  });
});
