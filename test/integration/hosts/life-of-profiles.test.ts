import type { Emulator } from "plivo-masking-emulator";
import { argsOf, cases, later, type Case } from "../../engine/life/cases.ts";
import type { Outcome } from "../../engine/life/vocabulary.ts";
import { harmless, stopping } from "../../support/profiles.ts";
import { programFor } from "../../support/stand-in/stack.ts";
import { EngineStandIn } from "../../support/stand-in/stand-in.ts";
import { openEmulator } from "../../support/virtual-clock.ts";

/*
 * The table of docs/lifecycle.md, which test/engine/life tests on the real engine, for accounts that respond
 * in other ways. Each row has its own stack.
 */

/** Enough numbers for every session. Smaller than the emulator's own pool, and so faster. */
const pool = Array.from({ length: 4 }, (_, index) => ({ number: `+1202555019${index.toString()}` }));

/** What happened to the session of a case. */
interface Happened {
  readonly outcome: Outcome | undefined;
  readonly methods: readonly string[];
  readonly next: Outcome | undefined;
  /** Live sessions that are not in the state, and sessions that are in it twice. */
  readonly stray: readonly string[];
}

/** Plays one row of the table with a stack of its own. */
async function play(emulator: Emulator, one: Case, index: number): Promise<Happened> {
  emulator.reset();
  const engine = new EngineStandIn(emulator);
  const up = async (changed: boolean): Promise<Outcome | undefined> => {
    const program = programFor({ [one.name]: argsOf(one, index, { changed, cured: false }) });
    const { steps, succeeded } = await engine.up(program);
    return succeeded ? (steps[0]?.op as Outcome) : "error";
  };
  const refresh = async (): Promise<Outcome> => {
    if (!(await engine.refresh()).succeeded) return "error";
    const [resource] = engine.resources;
    if (resource === undefined) return "delete";
    return resource.outputs["record"] === true ? "update" : "same";
  };
  const destroy = async (): Promise<Outcome> => ((await engine.destroy()).succeeded ? "delete" : "error");

  await up(false);
  emulator.clock.advance(later);
  const { state, event, next } = one.cell;
  const id = engine.resources[0]?.id ?? "";
  if (state === "unknown" || state === "forgotten") emulator.sessions.remove(id);
  if (state === "call") emulator.sessions.change(id, { status: "in-progress" });
  if (state === "elsewhere") emulator.sessions.change(id, { record: true });
  emulator.requests.clear();
  const happen =
    event === "refresh" ? refresh : event === "destroy" ? destroy : () => up(event !== "nothing");
  const outcome = await happen();
  const methods = emulator.requests.all().map(({ method }) => method);
  const after = event === "destroy" ? undefined : await up(true);

  const ids = engine.resources.map((resource) => resource.id);
  const live = emulator.sessions.live().map(({ session_uuid }) => session_uuid);
  const stray = [
    ...live.filter((one) => !ids.includes(one)),
    ...ids.filter((one, place) => ids.indexOf(one) !== place),
  ];
  return { outcome, methods, next: next === undefined ? undefined : after, stray };
}

const rows = cases.map((one, index) => [one.name, one, index] as const);

describe.each(Object.entries(harmless))(
  "with an account whose profile is %s, a session of the table's row",
  (_name, switches) => {
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await openEmulator({ pool, switches });
    });
    afterAll(() => emulator.close());

    it.each(rows)("%s gets the outcome and the requests that the table says", async (_title, one, index) => {
      const { cell } = one;
      const happened = await play(emulator, one, index);
      expect(happened).toEqual({
        outcome: cell.op ?? cell.preview.op,
        methods: cell.requests.map((request) => request.split(" ")[0]),
        next: cell.next?.op,
        stray: [],
      });
    });
  },
);

it("with an account at which operations stop, no row of the table loses or doubles a session", async () => {
  const emulator = await openEmulator({ pool, switches: stopping });
  try {
    const outcomes: (Outcome | undefined)[] = [];
    for (const [, one, index] of rows) {
      const { outcome, stray } = await play(emulator, one, index);
      expect([one.name, stray]).toEqual([one.name, []]);
      outcomes.push(outcome);
    }
    expect(new Set(outcomes)).toEqual(new Set(["same", "update", "replace", "delete", "error"]));
  } finally {
    await emulator.close();
  }
});
