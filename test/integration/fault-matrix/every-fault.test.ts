import { allCases, someCases, type Case } from "../../support/fault-matrix/cases.ts";
import { faultMatrix, play } from "../../support/fault-matrix/examine.ts";
import { operations } from "../../support/fault-matrix/kinds.ts";
import { scenarios } from "../../support/fault-matrix/scenarios.ts";
import { proofSize } from "../../support/soak.ts";
import type { Host } from "../../support/stand-in/hosts.ts";

const cases = proofSize(someCases.length, allCases.length) === allCases.length ? allCases : someCases;
/**
 * The hosts share the lifecycle, so every case runs on the dynamic host, and `npm test` runs one case in this
 * many on the native host. A prime number skips no fault, moment or operation each time.
 */
const nativeOneIn = proofSize(7, 1);
const nativeCases = cases.filter((_, index) => index % nativeOneIn === 0);
const on = (host: Host, some: readonly Case[]) => some.map((one) => ({ ...one, host }));
const matrix = faultMatrix("fault matrix");

/** A single fault must not fail the run, except a lost create that must not ring twice. */
function mustSucceed({ scenario, operation, kind, when, frequency }: Case): boolean {
  if (frequency !== "once" || scenario.endsWith !== undefined) return false;
  // An error response with an unreadable body says neither what is wrong nor that a retry could help.
  if (scenario.refused === true && kind.name.startsWith("a success") && when === "after") return false;
  const isUnprocessed = /^429|^a refused connection/.test(kind.name);
  const rings = scenario.inputs.initiateCallToFirstParty === true;
  return !(rings && operation === "create" && when === "before" && !isUnprocessed);
}

it("has every operation, every fault and both moments on each host", () => {
  for (const some of [cases, nativeCases]) {
    expect(new Set(some.map(({ operation }) => operation))).toEqual(new Set(operations));
    expect(new Set(some.map(({ kind }) => kind.name)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(some.map(({ when }) => when)).size).toBe(2);
    expect(new Set(some.map(({ scenario }) => scenario)).size).toBe(scenarios.length);
  }
  expect(allCases.length).toBeGreaterThanOrEqual(2_500);
  expect(someCases.length).toBeGreaterThanOrEqual(860);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

it.each(scenarios.filter(({ name }) => name.includes("that a shared list shows")))(
  "$name: its row replaces the response",
  async (scenario) => {
    const { requests } = await play(matrix.emulator, scenario, []);
    const reads = requests
      .filter(({ method }) => method === "GET")
      .map(({ path }) => path.endsWith("/Session"));
    // Only the other session is read by its UUID.
    expect(reads.filter((isList) => !isList)).toHaveLength(1);
    expect(reads).toContain(true);
  },
);

it.each([...on("dynamic", cases), ...on("native", nativeCases)])("$host host: $name", async (one) => {
  const { run, fired, next, liveAtLast } = await matrix.prove(one);
  expect(Math.min(...fired)).toBeGreaterThan(0);
  if (mustSucceed(one)) expect(run.errors).toEqual([]);
  expect(liveAtLast).toEqual(one.scenario.declared ? next.ids : []);
});
