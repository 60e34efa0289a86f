import fc from "fast-check";
import { maskingProvider, type MaskingProvider } from "../../provider/dynamic/provider.ts";
import { fieldNames } from "../../provider/session/fields.ts";
import { recordFigures, proofSize } from "../support/soak.ts";
import { assertQuotesNothing } from "./quotes.ts";
import { buildValue, hostileObjects } from "./hostile-values.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { assertResult, assertVisible, outcomeOf } from "./oracles.ts";
import { validArguments, validIdentity } from "./session-values.ts";
import { Watchdog } from "./watchdog.ts";

const session = "c28b77d4-21e7-43bd-9447-04bfee92e651";
const inputs = proofSize(2_000, 100_000);

type Properties = Readonly<Record<string, unknown>>;
type CheckFailure = Readonly<Record<"property" | "reason", string>>;

let watchdog: Watchdog;
const figures = { check: 0, diff: 0 };
beforeAll(() => {
  watchdog = new Watchdog(5_000);
});
afterAll(async () => {
  await watchdog.stop();
  const both = figures.check + figures.diff;
  recordFigures("fuzz", { inputs: both, crashes: 0, hangs: 0, leaks: 0 });
});

const news = hostileObjects(validArguments);
const olds = hostileObjects({ ...validArguments, ...validIdentity });

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

function isCheckResult({ inputs, failures }: { inputs?: Properties; failures?: unknown }): boolean {
  const named = Object.keys(inputs ?? {}).every((name) => (fieldNames as string[]).includes(name));
  const told = (failures as { property: unknown; reason: unknown }[]).every(
    ({ property, reason }) => property === "" && typeof reason === "string" && /^[A-Z\w].*[.?]$/.test(reason),
  );
  return inputs !== undefined && isPlain(inputs) && named && told;
}

function isDiffResult({ changes, replaces }: { changes?: unknown; replaces?: unknown }): boolean {
  const known = [...fieldNames, "expiryTime"] as unknown[];
  return (
    [true, false, undefined].includes(changes as boolean) &&
    (replaces as unknown[]).every((name) => known.includes(name))
  );
}

/** A new provider for each case, and its log lines. */
function newProvider(offset?: string): { provider: MaskingProvider; lines: string[] } {
  const lines: string[] = [];
  const environment = offset === undefined ? {} : { PLIVO_CLOCK_OFFSET: offset };
  // The only line that quotes a value: the offset is the user's own, and not secret.
  const log = (line: string) => line.startsWith("PLIVO_CLOCK_OFFSET is set") || lines.push(line);
  return { provider: maskingProvider({ environment, log, clock: VirtualClock.passing() }), lines };
}

async function fuzz<T>(cases: fc.Arbitrary<T>, judge: (value: T) => Promise<void>): Promise<number> {
  let count = 0;
  const property = fc.asyncProperty(cases, async (value) => {
    count += 1;
    await judge(value);
  });
  await fc.assert(property, { numRuns: inputs / 2 });
  return count;
}

// The full size takes minutes.
jest.setTimeout(1_800_000);

describe("hostile arguments", () => {
  it("are rejected by check without being quoted, and check accepts what it has normalised", async () => {
    figures.check = await fuzz(news, async (recipe) => {
      const value = buildValue(recipe) as Properties;
      const { provider, lines } = newProvider();
      const outcome = await outcomeOf(watchdog, async () => provider.check({}, value));
      assertResult("value" in outcome && isCheckResult(outcome.value), outcome);
      if (!("value" in outcome)) return;
      const { inputs: checked, failures } = outcome.value as { inputs: Properties; failures: CheckFailure[] };
      assertQuotesNothing([...failures.map(({ reason }) => reason), ...lines], value);
      assertVisible([...failures.map(({ reason }) => reason), ...lines]);
      if (failures.length !== 0) return;
      expect(await provider.check({}, checked)).toEqual({ inputs: checked, failures: [] });
    });
    expect(figures.check).toBeGreaterThanOrEqual(inputs / 2);
  });

  it("are compared by diff with a hostile state, and nothing of either is quoted", async () => {
    const offsets = fc.option(fc.oneof(fc.integer().map(String), fc.string()), { freq: 9, nil: undefined });
    figures.diff = await fuzz(fc.tuple(olds, news, offsets), async ([state, declared, offset]) => {
      const [before, after] = [buildValue(state) as Properties, buildValue(declared) as Properties];
      const { provider, lines } = newProvider(offset);
      const outcome = await outcomeOf(watchdog, async () => provider.diff(session, before, after));
      const texts = "error" in outcome ? [...lines, outcome.error.message] : lines;
      assertResult("error" in outcome || isDiffResult(outcome.value), outcome);
      assertVisible(texts);
      assertQuotesNothing(texts, { before, after });
    });
    expect(figures.diff).toBeGreaterThanOrEqual(inputs / 2);
  });

  it("leave every prototype unchanged", () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Properties)["polluted"]).toBeUndefined();
  });
});
