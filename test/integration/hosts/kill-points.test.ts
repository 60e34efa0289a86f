import { killPoints, scenes, type KillPoint, type Moment, type Scene } from "../../support/kill-points.ts";
import { endOlder } from "../../support/several.ts";
import { recordFigures, proofSize } from "../../support/soak.ts";
import { hosts } from "../../support/stand-in/hosts.ts";
import type { Program } from "../../support/stand-in/resource.ts";
import type { Kill, Outcome } from "../../support/stand-in/run.ts";
import { programFor, expectSuccess, standInStack, textOf } from "../../support/stand-in/stack.ts";

/* Engine and provider are killed together. test/engine/kill.test.ts kills each one by a signal. */

type Reached = Exclude<Moment, { readonly at: "program" }>;

function killAt(moment: Reached): Kill {
  const { at, ...details } = moment;
  if (at === "held") return { at: "request", ...(details as Omit<typeof moment & { at: "held" }, "at">) };
  // The response has arrived, and the state has the earlier ones.
  return { at: "write", nth: moment.at === "answered" ? moment.nth : moment.sessions + 1 };
}

const all = killPoints.flatMap(({ scene, moment }) => {
  if (moment.at === "program") return [];
  const { at, ...details } = moment;
  return [{ name: `${scene}, ${at} ${Object.values(details).join(" ")}`, scene, kill: killAt(moment) }];
});
/** Points that differ only in the target count as one. */
const points = all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index);
/** `npm test` runs each point on one of the hosts. */
const share = proofSize(hosts.length, 1);
const adopt = { environment: { PLIVO_IF_EXISTS: "adopt" } };

describe.each(hosts)(
  "the way out after kill -9 on the %s host leads to one live session for each resource:",
  (host) => {
    const stack = standInStack({ host });
    const figures = { points: 0, doubled: 0, lost: 0 };
    afterAll(() => {
      recordFigures(`kills in this process, ${host} host`, figures);
    });

    /** Runs the scene's operation until the kill. Plivo then commits what it held. */
    async function runAndKill(scene: KillPoint["scene"], after: Program, kill: Kill): Promise<Outcome> {
      const { operation }: Scene = scenes[scene];
      const { engine } = stack;
      const killed = await (operation === "up" ? engine.up(after, { kill }) : engine[operation]({ kill }));
      await stack.emulator.faults.clear();
      await engine.clock.quiet();
      return killed;
    }

    async function takeWayOut({ wayOut }: Scene, after: Program): Promise<void> {
      if (wayOut === "destroy") {
        expectSuccess(await stack.engine.destroy());
        return;
      }
      const options = { ...adopt, refresh: wayOut === "up --refresh" };
      let up = await stack.engine.up(after, options);
      for (let left = 30; left > 0 && endOlder(stack.emulator, textOf(up)); left -= 1)
        up = await stack.engine.up(after, options);
      expectSuccess(up);
    }

    const own = points.filter((_, index) => index % share === hosts.indexOf(host) % share);

    it.each(own)("$name", async ({ scene, kill }) => {
      const { before, after }: Scene = scenes[scene];
      const program = programFor(after);
      expectSuccess(await stack.engine.up(programFor(before)));

      const { killed } = await runAndKill(scene, program, kill);
      expect(killed).toBe(true);
      await takeWayOut(scenes[scene], program);
      figures.points += 1;
      const live = stack.emulator.sessions.live();
      const pairs = new Set(live.map((session) => `${session.first_party} ${session.second_party}`));
      figures.doubled += live.length - pairs.size;
      figures.lost += program.length - pairs.size;
      expect([live.length, pairs.size]).toEqual([program.length, program.length]);
      stack.expectAllLiveKnown();
      if (program.length === 0) return;
      await stack.expectNothingToDo(program);
      await stack.expectDestroyed();
    });
  },
);
