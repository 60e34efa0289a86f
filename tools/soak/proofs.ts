/** The proofs of README.md in full size: each has a jest project and its test files. */
export const proofs: Readonly<Record<string, readonly [project: string, tests: string]>> = {
  model: ["model", "test/model/{broken,model}.test.ts"],
  "model-native": ["model", "test/model/native.test.ts"],
  "model-profiles": ["model", "test/model/profiles.test.ts"],
  "flaky-probe": ["integration", "test/integration/command/probe/flaky.test.ts"],
  kill: ["engine", "test/engine/kill*.test.ts"],
  "fault-matrix": ["integration", "test/integration/{fault-matrix/*,hosts/kill-points}.test.ts"],
  "fault-matrix-engine": ["engine", "test/engine/stand-in.test.ts"],
  fuzz: ["fuzz", "test/fuzz/*.test.ts"],
  "model-engine": ["engine", "test/engine/model*.test.ts"],
  "rate-limit": ["integration", "test/integration/lifecycle/rate-limit.test.ts"],
};
