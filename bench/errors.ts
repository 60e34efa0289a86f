/** The benchmark cannot go on: what it started did not do what was to be measured. */
export class BenchError extends Error {
  readonly code = "BENCH";
  constructor(what: string) {
    super(what);
    this.name = "BenchError";
  }
}
