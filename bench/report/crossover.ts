import { requestsPerSecond } from "../bars.ts";
import type { Samples } from "../samples.ts";
import type { Sizes } from "../sizes.ts";
import { breakdown } from "./breakdown.ts";

/**
 * The number of sessions whose `up` takes as long for rewriting the state, which grows with the square, as Plivo's rate limit lets it
 * take at least, which is linear. Undefined where it was not measured.
 */
export function crossover(samples: Samples, { thousand }: Sizes): number | undefined {
  const checkpoints = breakdown(samples, thousand)?.checkpoints;
  if (checkpoints === undefined || checkpoints <= 0) return undefined;
  return thousand ** 2 / (requestsPerSecond * checkpoints);
}

/** The same as a sentence. */
export function crossoverText(samples: Samples, sizes: Sizes): string {
  const sessions = crossover(samples, sizes);
  if (sessions === undefined) return "Not measured.";
  const rounded = Number(sessions.toPrecision(1)).toLocaleString("en-GB");
  return (
    `On this machine, rewriting the state takes as long as the rate limit makes an \`up\` take anyway at about ${rounded} sessions ` +
    "in one stack; with twice as many, twice as long as that."
  );
}
