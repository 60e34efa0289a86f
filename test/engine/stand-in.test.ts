import { acts } from "../support/stand-in/compare/acts";
import { realEngine, standIn, type Player } from "../support/stand-in/compare/players";

let real: Player;
let inProcess: Player;
beforeAll(async () => {
  [real, inProcess] = await Promise.all([realEngine(), standIn()]);
});
afterAll(async () => {
  await Promise.all([real.close(), inProcess.close()]);
});

describe("the engine's stand-in does what the real engine does:", () => {
  it.each(acts)("$name", async (act) => {
    const expected = await real.play(act);
    expect(expected.succeeded).toBe(act.fails !== true);
    expect(await inProcess.play(act)).toEqual(expected);
  });
});
