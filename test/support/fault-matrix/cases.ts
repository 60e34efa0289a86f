import type { FaultMoment } from "plivo-masking-emulator";
import { kinds, operations, type Frequency, type Kind, type Operation } from "./kinds.ts";
import { scenarios, type Scenario } from "./scenarios.ts";

/** One fault at one point of one course of events. */
export interface Case {
  readonly name: string;
  readonly scenario: Scenario;
  readonly operation: Operation;
  readonly kind: Kind;
  readonly when: FaultMoment;
  readonly frequency: Frequency;
}

/** Each operation of each course of events, with each fault, before and after the server acts, as often as given. */
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

/** All of them, and the smaller part that leaves out what differs in a status or in words alone. */
export const allCases = casesOf(kinds, ["once", "twice", "always"]);
const likeOthers =
  /^(?:500 with (?:html|nothing)|502 with (?:json|nothing)|503 with (?:json|html)|504|429 with HTML)/;
export const someCases = casesOf(
  kinds.filter(({ name }) => !likeOthers.test(name)),
  ["once", "always"],
);
