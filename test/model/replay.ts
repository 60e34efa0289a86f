import { proofSize } from "../support/soak.ts";

/** For `npm test`. The soak uses new seeds. */
const defaultSeed = 20_261_125;

/** The runs to repeat. Default: those of the default seed, or new ones in the soak. */
export interface Replay {
  readonly seed: number;
  readonly path?: string;
  readonly replayPath?: string;
}

/**
 * Repeats runs. A failure prints `seed`, `path` and `replayPath` of the smallest counterexample. To run it:
 *
 *     MASKING_MODEL_SEED=… MASKING_MODEL_PATH=… MASKING_MODEL_REPLAY=… \
 *       jest --selectProjects model test/model/model
 *
 * With only the seed, all runs of that test are repeated.
 */
export function replay(
  {
    MASKING_MODEL_SEED: seed,
    MASKING_MODEL_PATH: path,
    MASKING_MODEL_REPLAY: replayPath,
  }: NodeJS.ProcessEnv = process.env,
): Replay {
  return {
    seed: seed === undefined ? proofSize(defaultSeed, Date.now() % 2 ** 31) : Number(seed),
    ...(path === undefined ? {} : { path }),
    ...(replayPath === undefined ? {} : { replayPath }),
  };
}
