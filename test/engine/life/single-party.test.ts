import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { effects, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds } from "../../support/stored.ts";
import { updatesById } from "./requests.ts";

const audio = "https://media.example.com/prompt.mp3";
const first = (index: number) => ({ firstParty: parties(index).firstParty });
const single = { createSessionWithSingleParty: true } as const;
const asksForPins = { isPinAuthenticationRequired: true, pinPromptPlay: audio } as const;
const generates = { ...asksForPins, generatePin: true, generatePinLength: 8 } as const;

const before: Record<string, MaskingSessionArgs> = {
  later: { ...first(0), ...single },
  changed: { ...parties(1), ...single },
  takenAway: { ...parties(2), ...single },
  onePin: { ...first(3), ...single, ...asksForPins, firstPartyPin: "48217093" },
  oneGenerated: { ...first(4), ...single, ...generates },
  generated: { ...parties(5), ...generates },
  moved: { ...parties(6), ...single },
  both: { ...parties(7) },
};
const after: Record<string, MaskingSessionArgs> = {
  ...before,
  later: { ...before["later"], secondParty: parties(0).secondParty },
  changed: { ...before["changed"], secondParty: parties(11).secondParty },
  takenAway: { ...first(2), ...single },
  onePin: { ...before["onePin"], secondParty: parties(3).secondParty },
  oneGenerated: { ...before["oneGenerated"], secondParty: parties(4).secondParty },
  generated: { ...before["generated"], ringTimeout: 20 },
};

describe("single parties and PINs", () => {
  const bench = useBench({}, { shape: "document" });
  let ids: Record<string, string>;
  /** The PINs as the program has them. */
  let pins: Record<string, unknown>;

  const running = (sessions: Record<string, MaskingSessionArgs>) => () => {
    pins = {};
    for (const [name, args] of Object.entries(sessions)) {
      const { firstPartyPin, secondPartyPin } = new MaskingSession(name, args);
      for (const [whose, pin] of Object.entries({ firstPartyPin, secondPartyPin }))
        pin.apply((value) => {
          if (value !== undefined) pins[`${name} ${whose}`] = value;
        });
    }
    return Promise.resolve();
  };

  beforeAll(() => {
    bench.stack.setProgram(running(before));
  });

  it("are created with one party, and with the PIN of one", async () => {
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    const made = (name: string) => bench.emulator.sessions.get(ids[name] ?? "");
    expect(made("later")).toMatchObject({ first_party: parties(0).firstParty.slice(1), second_party: "" });
    expect(made("onePin")).toMatchObject({ first_party_pin: "48217093", second_party: "" });
    expect(pins["onePin firstPartyPin"]).toBe("48217093");
    expect(pins).not.toHaveProperty("onePin secondPartyPin");
    expect(pins["generated firstPartyPin"]).toMatch(/^\d{8}$/);
    expect(pins["generated secondPartyPin"]).toMatch(/^\d{8}$/);
  });

  it("show a change in a refresh only if a party was changed elsewhere, although responses lack the PINs", async () => {
    const { sessions } = bench.emulator;
    for (const name of ["onePin", "oneGenerated", "generated"])
      sessions.change(ids[name] ?? "", { is_pin_authentication_required: false });
    sessions.change(ids["moved"] ?? "", { second_party: parties(16).secondParty });
    sessions.change(ids["both"] ?? "", { second_party: parties(17).secondParty });
    const refresh = expectSuccess(await bench.stack.refresh());
    const all = Object.fromEntries(Object.keys(before).map((name) => [name, "same"]));
    expect(effects(refresh)).toEqual({ ...all, moved: "update" });
    expect(refresh.text).toMatch(/MaskingSession moved .*\[diff: ~secondParty\]/);
    bench.requests();
  });

  it("are updated as far as Plivo can, and replaced if a party is removed", async () => {
    const generated = pins;
    bench.stack.setProgram(running(after));
    const up = expectSuccess(await bench.stack.up());
    const { takenAway, both, ...inPlace } = effects(up);
    expect([takenAway, both]).toEqual(["replace", "same"]);
    expect(new Set(Object.values(inPlace))).toEqual(new Set(["update"]));
    expect(up.steps.find(({ name }) => name === "takenAway")?.replaceReasons).toEqual(["secondParty"]);
    const second = (index: number) => ({ second_party: parties(index).secondParty });
    expect(updatesById(bench)).toEqual({
      [ids["later"] ?? ""]: second(0),
      [ids["changed"] ?? ""]: second(11),
      [ids["onePin"] ?? ""]: second(3),
      [ids["oneGenerated"] ?? ""]: second(4),
      [ids["moved"] ?? ""]: second(6),
      [ids["generated"] ?? ""]: { ring_timeout: 20 },
    });
    const { takenAway: made } = await storedIds(bench.stack);
    expect(bench.emulator.sessions.get(made ?? "")).toMatchObject({ second_party: "" });
    expect(pins).toEqual(generated);
  });

  it("leave nothing to do to a refresh and an up after that, which keep the PINs", async () => {
    const generated = pins;
    expectSuccess(await bench.stack.up({ refresh: true, expectNoChanges: true }));
    expect(pins).toEqual(generated);
    expect(Object.keys(pins)).toContain("generated secondPartyPin");
  });
});
