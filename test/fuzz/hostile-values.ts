import fc from "fast-check";
import { unknownValue } from "../../provider/common/unknown-value.ts";

/** A value too large for a report, which has its recipe instead. */
class Recipe {
  constructor(
    readonly recipe: string,
    readonly build: () => unknown,
  ) {}
}

function nest(depth: number, leaf: unknown, kind: "array" | "object"): unknown {
  let value = leaf;
  for (let level = 0; level < depth; level += 1) value = kind === "array" ? [value] : { a: value };
  return value;
}

function manyKeys(count: number, prefix: string): object {
  const keys = Array.from({ length: count }, (_, index) => `${prefix}${index.toString(36)}`);
  return Object.fromEntries(keys.map((key) => [key, key]));
}

/** Replaces every recipe by its value. */
export function buildValue(value: unknown): unknown {
  if (value instanceof Recipe) return value.build();
  if (Array.isArray(value)) return value.map(buildValue);
  if (typeof value !== "object" || value === null) return value;
  // An assignment would set the prototype for the key "__proto__".
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, buildValue(entry)]));
}

/** What backtracking patterns and quadratic loops stumble over. */
const units = [
  " ",
  "1",
  "1 ",
  "(",
  ")(",
  "+",
  "-",
  ".",
  "0",
  "://",
  "?a=",
  "a@",
  "%",
  "<title",
  "\u2010",
  "\\",
  "\n",
  "é",
];

export const hugeStrings = fc
  .tuple(fc.constantFrom(...units), fc.integer({ min: 5_000, max: 33_000 }))
  .map(([unit, times]) => new Recipe(`${unit} × ${times}`, () => unit.repeat(times)));

const nested = fc
  .tuple(
    fc.integer({ min: 100, max: 30_000 }),
    fc.constantFrom<unknown>(unknownValue, "+12025550123", null),
    fc.constantFrom("array" as const, "object" as const),
  )
  .map((parts) => new Recipe(`nested: ${String(parts)}`, () => nest(...parts)));

const objectsOfManyKeys = fc
  .tuple(fc.integer({ min: 1_000, max: 5_000 }), fc.constantFrom("", "firstParty", "__proto__"))
  .map(([count, prefix]) => new Recipe(`${count} keys ${prefix}…`, () => manyKeys(count, prefix)));

export const prototypeKeys = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "toJSON",
  "then",
  "length",
];

const strings = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    "\ud800",
    "\udfff+12025550100",
    "https://a.example/?token=\ud800secret",
    "\u0000",
    "\ufeff+1",
  ),
  // Digits of other scripts, and numbers as strings.
  fc.constantFrom(
    "+１２０２５５５０１００",
    "+١٢٠٢٥٥٥٠١٠٠",
    "१२३४५",
    "1e3",
    "0x10",
    "007",
    "NaN",
    "true",
    "null",
    "-0",
  ),
  fc.constantFrom(unknownValue, `x${unknownValue}`, ...prototypeKeys),
  fc.integer().map(String),
);

const numbers = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 2 ** 53, 1e308, 0.1),
);

const scalars = fc.oneof(
  { weight: 6, arbitrary: strings },
  { weight: 4, arbitrary: numbers },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 2, arbitrary: fc.constantFrom(null, undefined) },
);

export const hostileKeys = fc.oneof(fc.constantFrom(...prototypeKeys), fc.string({ maxLength: 12 }));

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalars,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc
      .array(fc.tuple(hostileKeys, tie("tree")), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

/** Any JSON, and wrong types, odd texts, prototype keys, unknown values at any depth and a few huge ones. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 100, arbitrary: tree },
  { weight: 2, arbitrary: hugeStrings },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: objectsOfManyKeys },
);

/** An object with these keys, each with a valid value, a hostile one or none, and with some hostile keys. */
export function hostileObjects(usual: Readonly<Record<string, fc.Arbitrary<unknown>>>) {
  const entries = Object.entries(usual).map(([name, arbitrary]) =>
    fc.option(
      fc
        .oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: hostileValues })
        .map((value) => [name, value]),
      { freq: 2, nil: [] },
    ),
  );
  const extra = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.tuple(hostileKeys, hostileValues), { maxLength: 3 }) },
  );
  return fc.tuple(fc.tuple(...entries), extra).map(([known, more]) => {
    const all = [...known.filter(({ length }) => length > 0), ...more] as [string, unknown][];
    return Object.fromEntries(all);
  });
}
