export interface Proof {
  readonly name: string;
  /** What it proves, as a part of a sentence. */
  readonly proves: string;
  readonly project: string;
  readonly tests: string;
  /** The time limit in minutes. */
  readonly limit: number;
}

export const proofs: readonly Proof[] = [
  {
    name: "model",
    proves:
      "random programs, changes, faults, clock jumps and kills, compared with a model of the live sessions",
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
      "the same model with accounts whose answers differ where Plivo's documents are silent, on both hosts",
    project: "model",
    tests: "test/model/profiles.test.ts",
    limit: 10,
  },
  {
    name: "flaky-probe",
    proves: "a probe over a flaky network gives no wrong answer and leaves no session",
    project: "integration",
    tests: "test/integration/command/probe/flaky.test.ts",
    limit: 6,
  },
  {
    name: "kill",
    proves: "kills of the CLI, the provider's process or both during an `up` and a `destroy` of 30 sessions",
    project: "engine",
    tests: "test/engine/kill*.test.ts",
    limit: 12,
  },
  {
    name: "fault-matrix",
    proves:
      "every operation with every fault, before and after Plivo acts, and kills at every kind of point, on both hosts",
    project: "integration",
    tests: "test/integration/{fault-matrix/*,hosts/kill-points}.test.ts",
    limit: 12,
  },
  {
    name: "fault-matrix-engine",
    proves: "the same on the real engine: state, partial creation, order of create and delete",
    project: "engine",
    tests: "test/engine/stand-in.test.ts",
    limit: 4,
  },
  {
    name: "fuzz",
    proves: "hostile arguments and responses end in typed errors and leak nothing",
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
    proves: "1,000 creates, a fifth of them rejected with 429: within the limit, none lost or duplicated",
    project: "integration",
    tests: "test/integration/lifecycle/rate-limit.test.ts",
    limit: 2,
  },
];

/** The time limit of all proofs in minutes, without the build. */
export const limitOfAll = 57;
