/** A proof that `npm run soak` runs in full size. */
export interface Proof {
  readonly name: string;
  /** What it proves, as a part of a sentence. */
  readonly proves: string;
  /** The project of jest.config.js that has its tests. */
  readonly project: string;
  /** Their files, as a pattern. */
  readonly tests: string;
  /** Minutes after which the proof has failed. */
  readonly limit: number;
}

export const proofs: readonly Proof[] = [
  {
    name: "model",
    proves: "random programs, changes, faults, clock jumps and kills against a model of what must be alive",
    project: "model",
    tests: "test/model/{broken,gateway,model}.test.ts",
    limit: 38,
  },
  {
    name: "model-native",
    proves: "the same model on the native host: the plugin's service behind its gRPC handlers",
    project: "model",
    tests: "test/model/native.test.ts",
    limit: 50,
  },
  {
    name: "model-profiles",
    proves:
      "the same over accounts that answer as differently as can be where documents are silent, on both hosts",
    project: "model",
    tests: "test/model/profiles.test.ts",
    limit: 10,
  },
  {
    name: "flaky-probe",
    proves: "a probe over a flaky network settles no question wrongly, and leaves no session",
    project: "integration",
    tests: "test/integration/command/probe/flaky.test.ts",
    limit: 6,
  },
  {
    name: "kill",
    proves:
      "the CLI, the provider's process or both are killed at chosen points of an `up` and a `destroy` of 30 sessions",
    project: "engine",
    tests: "test/engine/kill*.test.ts",
    limit: 12,
  },
  {
    name: "fault-matrix",
    proves:
      "on both hosts, every operation with every fault, before and after Plivo has acted, and kills at every kind of point",
    project: "integration",
    tests: "test/integration/{fault-matrix/*,hosts/kill-points}.test.ts",
    limit: 12,
  },
  {
    name: "fault-matrix-engine",
    proves:
      "the same where the engine has a part in it: state, partial creation, orders of create and delete",
    project: "engine",
    tests: "test/engine/{fault-matrix,stand-in}.test.ts",
    limit: 4,
  },
  {
    name: "fuzz",
    proves: "hostile arguments and hostile answers end in typed errors, and leak nothing",
    project: "fuzz",
    tests: "test/fuzz/*.test.ts",
    limit: 14,
  },
  {
    name: "model-engine",
    proves: "short random programs and faults on the real engine",
    project: "engine",
    tests: "test/engine/model*.test.ts",
    limit: 8,
  },
  {
    name: "rate-limit",
    proves: "1,000 creates, a fifth of them refused with 429: the limit is kept, none is lost or doubled",
    project: "integration",
    tests: "test/integration/lifecycle/rate-limit.test.ts",
    limit: 2,
  },
];

/** Minutes for everything, the build aside. */
export const limitOfAll = 57;
