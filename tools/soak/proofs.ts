/** A proof that `npm run soak` runs in full size. */
export interface Proof {
  readonly name: string;
  /** What it proves, as a part of a sentence. */
  readonly proves: string;
  /** The tests, as jest selects them: parts of their paths. */
  readonly tests: readonly string[];
  /** Minutes after which the proof is stopped, and has failed. */
  readonly limit: number;
}

/** All proofs, those that take longest first. */
export const proofs: readonly Proof[] = [
  {
    name: "model",
    proves: "random programs, changes, faults, clock jumps and kills against a model of what must be alive",
    tests: ["test/model/"],
    limit: 38,
  },
  {
    name: "kill",
    proves:
      "the CLI, the provider's process or both are killed at chosen points of an `up` and a `destroy` of 30 sessions",
    tests: ["test/engine/kill"],
    limit: 12,
  },
  {
    name: "fault-matrix",
    proves: "every operation with every fault, before and after Plivo has acted",
    tests: ["test/integration/fault-matrix/"],
    limit: 6,
  },
  {
    name: "fault-matrix-engine",
    proves:
      "the same where the engine has a part in it: state, partial creation, orders of create and delete",
    tests: ["test/engine/fault-matrix"],
    limit: 4,
  },
  {
    name: "fuzz",
    proves: "hostile arguments and hostile answers end in typed errors, and leak nothing",
    tests: ["test/fuzz/"],
    limit: 14,
  },
  {
    name: "model-engine",
    proves: "short random programs and faults on the real engine",
    tests: ["test/engine/model"],
    limit: 8,
  },
  {
    name: "rate-limit",
    proves: "1,000 creates, a fifth of them refused with 429: the limit is kept, none is lost or doubled",
    tests: ["test/integration/lifecycle/rate-limit"],
    limit: 2,
  },
];

/** Proofs that run at the same time. */
export const lanes = 2;

/** Minutes for everything, the build aside. */
export const limitOfAll = 57;

/**
 * The proofs to run: all, or the one of that name.
 *
 * @throws UnknownProofError
 */
export function chosen(only: string | undefined): readonly Proof[] {
  if (only === undefined) return proofs;
  const found = proofs.filter(({ name }) => name === only);
  if (found.length === 0) throw new UnknownProofError(only);
  return found;
}

/** `--only` names no proof. */
export class UnknownProofError extends Error {
  readonly code = "SOAK_UNKNOWN_PROOF";
  constructor(name: string) {
    super(`There is no proof "${name}". There are: ${proofs.map((proof) => proof.name).join(", ")}.`);
    this.name = "UnknownProofError";
  }
}
