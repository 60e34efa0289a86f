/** One measurement. */
export interface Sample {
  /** What was measured: a series of the engine's, or a rival of another case. */
  readonly of: string;
  /** Sessions, or requests. */
  readonly size: number;
  /** Which figure, with its unit: "up, s". */
  readonly figure: string;
  readonly value: number;
}

/** Where a figure of several runs lies. */
export interface Spread {
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
  readonly count: number;
}

/** Minimum, median and maximum; undefined of nothing. */
export function spread(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number) => sorted[place] ?? NaN;
  const last = sorted.length - 1;
  const middle = (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2;
  return { minimum: at(0), median: middle, maximum: at(last), count: sorted.length };
}

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  return spread(values)?.median ?? NaN;
}

/** What was measured in one run of the benchmark. */
export class Samples {
  readonly #all: Sample[] = [];

  add(samples: readonly Sample[]): void {
    this.#all.push(...samples);
  }

  get all(): readonly Sample[] {
    return this.#all;
  }

  spread(of: string, size: number, figure: string): Spread | undefined {
    const same = this.#all.filter((one) => one.of === of && one.size === size && one.figure === figure);
    return spread(same.map(({ value }) => value));
  }

  /** Undefined where it was not measured. */
  median(of: string, size: number, figure: string): number | undefined {
    return this.spread(of, size, figure)?.median;
  }

  /** One median divided by another; undefined where one of them was not measured. */
  ratio(figure: string, size: number, of: string, against: string): number | undefined {
    const [one, other] = [this.median(of, size, figure), this.median(against, size, figure)];
    return one === undefined || other === undefined ? undefined : one / other;
  }
}
