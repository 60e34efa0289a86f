import { proofSize, recordFigures } from "../support/soak.ts";
import { acts } from "../support/stand-in/compare/acts.ts";
import { realEngine, standIn, type Player } from "../support/stand-in/compare/players.ts";
import { hosts } from "../support/stand-in/hosts.ts";

describe.each(hosts)("on the %s host, the engine's stand-in does what the real engine does:", (host) => {
  let real: Player;
  let inProcess: Player;
  beforeAll(async () => {
    [real, inProcess] = await Promise.all([realEngine(host), standIn(host)]);
  });
  const figures = { operations: 0 };
  afterAll(async () => {
    await Promise.all([real.close(), inProcess.close()]);
    recordFigures(`stand-in beside the real engine, ${host} host`, figures);
  });

  const own = acts.filter(({ ofEngine }) => host === "native" || ofEngine !== true || proofSize(0, 1) === 1);

  it.each(own)("$name", async (act) => {
    figures.operations += 1;
    const expected = await real.play(act);
    expect(expected.succeeded).toBe(act.fails !== true);
    expect(await inProcess.play(act)).toEqual(expected);
  });
});
