import { proofSize } from "../support/soak.ts";

/** `npm test` plays the same runs each time; the soak plays new ones. */
const defaultSeed = 20_261_125;

/** The runs to play again, as a failure shows them; without them, those of the usual seed, and in the soak new ones. */
export interface Replay {
  readonly seed: number;
  readonly path?: string;
  readonly replayPath?: string;
}

/**
 * A failure shows `seed`, `path` and `replayPath` of the smallest course of events that it has found. To play that one alone:
 *
 *     MASKING_MODEL_SEED=… MASKING_MODEL_PATH=… MASKING_MODEL_REPLAY=… jest --selectProjects model test/model/model
 *
 * The seed alone plays all runs of that test again.
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
