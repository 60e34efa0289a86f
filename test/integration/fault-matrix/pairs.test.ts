import type { FaultRequest } from "plivo-masking-emulator";
import { faultMatrix, type FaultCase } from "../../support/fault-matrix/examine.ts";
import { kinds, type Frequency, type Kind, type Operation } from "../../support/fault-matrix/kinds.ts";
import { scenarios, type Scenario } from "../../support/fault-matrix/scenarios.ts";
import { proofSize } from "../../support/soak.ts";
import { hosts, type Host } from "../../support/stand-in/hosts.ts";

type Moment = "before" | "after";
type Pair = Omit<FaultCase, "host">;

const scenariosOf = (name: string) => scenarios.filter((scenario) => scenario.name === name);
const creates = [
  ...scenariosOf("a create"),
  ...scenariosOf("a create of a session that rings"),
  ...scenariosOf("a create that may take over, where there is nothing"),
  ...scenariosOf("a replacement by the program"),
];

/** The faults that lose the response to a create, and so cause a lookup. */
const losses = kinds.filter(({ name }) =>
  /reset|cut|^500 with json|^502 with html|^503 with nothing|^a success (?:that cannot|that names no|of)/.test(
    name,
  ),
);
const others = kinds.filter(({ name, operations }) => operations === undefined && !name.startsWith("429"));
const fewOthers = others.filter(
  ({ name }) => losses.some((loss) => loss.name === name) || name.startsWith("a refused"),
);
const rateLimit = kinds.filter(
  ({ name, moments }) => name.startsWith("429 with Retry-After") && moments.includes("before"),
);
const frequencies: readonly Frequency[] = ["twice", "always"];
const seconds = [...fewOthers, ...rateLimit.slice(0, 1)];

/** The second fault. It occurs after the first, from the response to the lost create on. */
function second(
  kind: Kind,
  operation: Operation,
  when: Moment,
  frequency: Frequency,
  { environment }: Scenario,
): FaultRequest {
  const fault = kind.fault(operation, when, frequency);
  if (fault.kind === "refuse") return { ...fault, operation: "create", nth: 2 };
  // With "adopt", the provider reads the list before the create, too.
  return operation === "list" && environment !== undefined ? ({ ...fault, nth: 2 } as FaultRequest) : fault;
}

/** A create with a lost response, then a lookup that fails. */
const lookUps: Pair[] = creates.flatMap((scenario) =>
  losses.flatMap((loss) =>
    (["before", "after"] as const).flatMap((lossMoment) =>
      (["list", "get"] as const)
        // Only a created session is read by its UUID.
        .filter((operation) => operation === "list" || lossMoment === "after")
        .flatMap((operation) =>
          seconds
            .filter((kind) => kind.operations === undefined || kind.operations.includes(operation))
            .filter((kind) => !(kind.name.startsWith("a refused") && operation === "get"))
            .flatMap((kind) =>
              kind.moments.flatMap((when) =>
                frequencies.map((frequency) => ({
                  name: `${scenario.name}: ${loss.name} ${lossMoment} the create, then ${kind.name} ${when} the ${operation}, ${frequency}`,
                  scenario,
                  faults: [
                    loss.fault("create", lossMoment, "once"),
                    second(kind, operation, when, frequency, scenario),
                  ],
                })),
              ),
            ),
        ),
    ),
  ),
);

/** A create that is lost before Plivo acts, then a second create that is lost. */
const resendings: Pair[] = creates.flatMap((scenario) =>
  losses.flatMap((loss) =>
    losses.flatMap((again) =>
      (["before", "after"] as const).map((when) => ({
        name: `${scenario.name}: ${loss.name} before the create, then ${again.name} ${when} its resending`,
        scenario,
        faults: [
          loss.fault("create", "before", "once"),
          { ...again.fault("create", when, "once"), nth: 2 } as FaultRequest,
        ],
      })),
    ),
  ),
);

/** A create that rings is not sent again, so the second fault cannot occur. */
function neverSentAgain({ scenario: { inputs }, faults: [, again] }: Pair): boolean {
  return inputs.initiateCallToFirstParty === true && again?.operation === "create" && again.kind !== "refuse";
}

/** `npm test` runs one pair in this many. A prime number skips no moment or operation each time. */
const oneIn: Readonly<Record<Host, number>> = { dynamic: proofSize(11, 1), native: proofSize(97, 1) };
const pairsOf = (host: Host) =>
  [...lookUps, ...resendings]
    .filter((_, index) => index % oneIn[host] === 0)
    .map((pair) => ({ ...pair, host }));
const pairs = hosts.flatMap(pairsOf);
const matrix = faultMatrix("fault matrix, two faults in a row");

it("has a pair for each loss, fault and moment", () => {
  expect(losses.length).toBeGreaterThanOrEqual(8);
  expect(pairsOf("dynamic").length).toBeGreaterThanOrEqual(proofSize(300, 3_300));
  expect(pairsOf("native").length).toBeGreaterThanOrEqual(proofSize(34, 3_300));
  expect(new Set(pairs.map(({ name, host }) => `${host} ${name}`)).size).toBe(pairs.length);
});

it.each(pairs)("$host host: $name", async (pair) => {
  const { fired, liveAtLast, next } = await matrix.prove(pair);
  expect(Math.min(...fired) > 0).toBe(!neverSentAgain(pair));
  expect(liveAtLast).toEqual(next.ids);
});
