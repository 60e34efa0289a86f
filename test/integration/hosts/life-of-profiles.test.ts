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

class Row {
  readonly #engine: EngineStandIn;
  readonly #case: Case;
  readonly #index: number;

  constructor(
    readonly emulator: Emulator,
    one: Case,
    index: number,
  ) {
    emulator.reset();
    this.#engine = new EngineStandIn(emulator);
    this.#case = one;
    this.#index = index;
  }

  #program(changed: boolean) {
    return programFor({ [this.#case.name]: argsOf(this.#case, this.#index, { changed, cured: false }) });
  }

  async happen(): Promise<Happened> {
    await this.#engine.up(this.#program(false));
    this.emulator.clock.advance(later);
    this.#bringInto();
    this.emulator.requests.clear();
    const outcome = await this.#event();
    const methods = this.emulator.requests.all().map(({ method }) => method);
    const { cell } = this.#case;
    const next = cell.event === "destroy" ? undefined : await this.#up(true);
    return { outcome, methods, next: cell.next === undefined ? undefined : next, stray: this.#stray() };
  }

  #bringInto(): void {
    const { sessions } = this.emulator;
    const id = this.#engine.resources[0]?.id ?? "";
    const { state } = this.#case.cell;
    if (state === "unknown" || state === "forgotten") sessions.remove(id);
    if (state === "call") sessions.change(id, { status: "in-progress" });
    if (state === "elsewhere") sessions.change(id, { record: true });
  }

  #event(): Promise<Outcome | undefined> {
    const { event } = this.#case.cell;
    if (event === "refresh") return this.#refresh();
    return event === "destroy" ? this.#destroy() : this.#up(event !== "nothing");
  }

  async #up(changed: boolean): Promise<Outcome | undefined> {
    const { steps, succeeded } = await this.#engine.up(this.#program(changed));
    return succeeded ? (steps[0]?.op as Outcome) : "error";
  }

  async #refresh(): Promise<Outcome> {
    const { succeeded } = await this.#engine.refresh();
    const [resource] = this.#engine.resources;
    if (!succeeded) return "error";
    if (resource === undefined) return "delete";
    return resource.outputs["record"] === true ? "update" : "same";
  }

  async #destroy(): Promise<Outcome> {
    return (await this.#engine.destroy()).succeeded ? "delete" : "error";
  }

  #stray(): string[] {
    const ids = this.#engine.resources.map(({ id }) => id);
    const live = this.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
    return [
      ...live.filter((id) => !ids.includes(id)),
      ...ids.filter((id, index) => ids.indexOf(id) !== index),
    ];
  }
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
      const happened = await new Row(emulator, one, index).happen();
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
      const { outcome, stray } = await new Row(emulator, one, index).happen();
      expect([one.name, stray]).toEqual([one.name, []]);
      outcomes.push(outcome);
    }
    expect(new Set(outcomes)).toEqual(new Set(["same", "update", "replace", "delete", "error"]));
  } finally {
    await emulator.close();
  }
});
