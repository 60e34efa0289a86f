import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { MaskingSession } from "pulumi-plivo-masking";
import { recordValue } from "../../../tools/leaks/record.ts";
import { ProgramFolder, programWith } from "../../project/documents/programs.ts";
import { loadProgram } from "../../support/documented-program.ts";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { HandWrittenSession } from "../../support/hand-written.ts";
import { storedSessions, storedIds } from "../../support/stored.ts";
import { requestsBySession } from "../life/requests.ts";

type Sessions = Readonly<Record<string, MaskingSessionArgs>>;

/** The digits of both parties' numbers, without "+". */
const digitsOf = (index: number) => Object.values(parties(index)).map((number) => number.slice(1));

/** A state that this package did not write has these numbers in clear, so Pulumi may show them. */
function noteClear(index: number): void {
  for (const digits of digitsOf(index)) recordValue("clear", digits);
}

const snake = ({ firstParty, secondParty }: ReturnType<typeof parties>) => ({
  first_party: firstParty,
  second_party: secondParty,
});

/** The sessions of the hand-written program. */
const before = {
  equal: {
    ...snake(parties(0)),
    session_expiry: 3600,
    unknown_caller_play: "https://example.com/unknown.mp3",
  },
  differs: { ...parties(1), secondParty: parties(1).secondParty.slice(1), record: true },
};
const after: Sessions = {
  equal: {
    ...parties(0),
    sessionExpiry: 3600,
    unknownCallerPlay: "https://example.com/unknown.mp3",
    geomatch: true,
  },
  differs: { ...parties(1), ringTimeout: 40 },
};
const names = Object.keys(after);
const updated = Object.fromEntries(names.map((name) => [name, "update"]));
const wrong = { ...parties(10), secondParty: parties(11).secondParty };

/** A program with sessions of the hand-written provider, and `MaskingSession`s with an alias of its type. */
function program(handWritten: Readonly<Record<string, object>>, ours: Sessions = {}) {
  return () => {
    for (const [name, args] of Object.entries(handWritten)) new HandWrittenSession(name, { ...args });
    for (const [name, args] of Object.entries(ours))
      new MaskingSession(name, args, { aliases: [{ type: "pulumi-nodejs:dynamic:Resource" }] });
    return Promise.resolve();
  };
}

describe("sessions of a hand-written provider, under an alias of its type", () => {
  const bench = useBench();
  let ids: Record<string, string>;
  let ride: string;

  const requests = () => {
    const asked = Object.fromEntries(requestsBySession(bench, names, ids));
    bench.requests();
    return asked;
  };

  beforeAll(async () => {
    for (const index of [0, 1, 10]) noteClear(index);
    const untouched = { ride: snake(parties(10)) };
    bench.stack.setProgram(program({ ...before, ...untouched }));
    const up = expectSuccess(await bench.stack.up());
    const all = Object.fromEntries(up.steps.map(({ name, id }) => [name, id]));
    ride = all["ride"] ?? "";
    ids = Object.fromEntries(names.map((name) => [name, all[name] ?? ""]));
    bench.advance(600);
    bench.requests();
    bench.stack.setProgram(program(untouched, after));
  });

  it("are previewed as updates, offline and with a line for each; what the old state has in clear is shown in clear", async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(effects(preview)).toEqual({ ...updated, ride: "same" });
    for (const id of Object.values(ids))
      expect(preview.text).toContain(`Masking session ${id} will be completed:`);
    expect(preview.text).toContain(`~ secondParty: "${digitsOf(1)[1] ?? ""}" => [secret]`);
    expect(bench.requests()).toEqual([]);
  });

  it("are completed by one GET each and only what differs, with ids, numbers and clocks as they were", async () => {
    const sessions = Object.values(ids).map((id) => bench.emulator.sessions.get(id));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ ...updated, ride: "same" });
    expect(await storedIds(bench.stack)).toEqual(ids);
    expect(requests()).toEqual({
      equal: ["GET 200"],
      differs: ["GET 200", "POST 200 ring_timeout"],
    });
    const kept = Object.values(ids).map((id) => bench.emulator.sessions.get(id));
    const lasting = (all: typeof kept) =>
      all.map((one) => [one?.virtual_number, one?.expiry_time, one?.record]);
    expect(lasting(kept)).toEqual(lasting(sessions));
  });

  it("have nothing of the old state afterwards, show no number any more, and have no change", async () => {
    const sessions = await storedSessions(bench.stack);
    expect(sessions).toHaveLength(names.length);
    for (const { outputs } of sessions) {
      expect(outputs).toMatchObject({ authId: bench.emulator.authId, status: "active" });
      expect(outputs).not.toHaveProperty("virtual_number");
      expect(outputs["__provider"]).toBe('exports.handler=()=>require("pulumi-plivo-masking/provider")');
    }
    const up = expectSuccess(await bench.stack.up({ refresh: true, expectNoChanges: true, diff: true }));
    const state = (await bench.stack.stateFileBytes()).toString("utf8");
    const shown = names
      .flatMap((_, index) => digitsOf(index))
      .filter((digits) => (everythingShown(up) + state).includes(digits));
    expect(shown).toEqual([]);
  });

  describe("one of which differs from the program", () => {
    it("stays as it is, and the error names both ways out", async () => {
      bench.requests();
      bench.stack.setProgram(program({}, { ...after, ride: wrong }));
      const failed = await bench.stack.up();
      expect(failed.succeeded).toBe(false);
      expect(failed.text).toContain(
        `Masking session ${ride} differs from the program in secondParty, which Plivo cannot change in a live session. Nothing was changed. ` +
          "Declare what the session has, or run `pulumi state delete <URN>`, which expires no session: the next `pulumi up` then creates a new one",
      );
      expect(bench.requests()).toEqual(["GET 200"]);
    });

    it("is completed by the program of docs/moving.md, which expires the undeclared others", async () => {
      await bench.stack.setConfig("driver", parties(10).firstParty, true);
      await bench.stack.setConfig("rider", parties(10).secondParty, true);
      const folder = await ProgramFolder.open();
      bench.stack.setProgram(await loadProgram(folder, programWith("docs/moving.md", "aliases")));
      const up = expectSuccess(await bench.stack.up());
      await folder.remove();
      const others = Object.fromEntries(names.map((name) => [name, "delete"]));
      expect(effects(up)).toEqual({ ride: "update", ...others });
      expect(await storedIds(bench.stack)).toEqual({ ride });
      expect(up.outputs).toEqual({ number: `+${bench.emulator.sessions.get(ride)?.virtual_number ?? ""}` });
      const ended = Object.values(ids).map((id) => bench.emulator.sessions.get(id)?.status);
      expect(ended).toEqual(names.map(() => "expired"));
    });
  });
});
