import type { FaultMoment } from "plivo-masking-emulator";
import { kinds, operations, type Frequency, type Kind, type Operation } from "./kinds.ts";
import type { FaultCase } from "./examine.ts";
import { scenarios } from "./scenarios.ts";

/** One fault at one point of one scenario. */
export interface Case extends Omit<FaultCase, "host"> {
  readonly operation: Operation;
  readonly kind: Kind;
  readonly when: FaultMoment;
  readonly frequency: Frequency;
}

/** Each operation of each scenario, with each fault, before and after the server acts, at each frequency. */
export function casesOf(faults: readonly Kind[], frequencies: readonly Frequency[]): Case[] {
  return scenarios.flatMap((scenario) =>
    scenario.operations.flatMap((operation) =>
      faults
        .filter(({ operations: only = operations }) => only.includes(operation))
        .flatMap((kind) =>
          kind.moments.flatMap((when) =>
            frequencies.map((frequency) => ({
              name: `${scenario.name}: ${kind.name} ${when} the ${operation}, ${frequency}`,
              scenario,
              faults: [kind.fault(operation, when, frequency)],
              operation,
              kind,
              when,
              frequency,
            })),
          ),
        ),
    ),
  );
}

/** All cases, and a smaller part without those that differ from others only in a status or in words. */
export const allCases = casesOf(kinds, ["once", "twice", "always"]);
const likeOthers = /^(?:500|502 with (?:json|nothing)|503|504|429 with (?:HTML|Retry-After as a date))/;
export const someCases = casesOf(
  kinds.filter(({ name }) => !likeOthers.test(name)),
  ["once", "always"],
);
