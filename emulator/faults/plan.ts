import type { Armed } from "./armed-fault";
import type { DelayFault, FaultMoment, FaultRequest, LagFault, Operation, RefuseFault } from "./types";

/** A fault that ends the request or replaces its response. */
export type EndingFault = Exclude<FaultRequest, DelayFault | RefuseFault | LagFault>;

/** A fault that will hit a request. */
export interface Claim<Fault extends FaultRequest = FaultRequest> {
  armed: Armed;
  fault: Fault;
  /** The number of this request among the fault's matching ones. */
  matching: number;
}

export interface Stage {
  delays: Claim<DelayFault>[];
  end: Claim<EndingFault> | undefined;
}

/** The faults that will hit a request. */
export interface Plan {
  before: Stage;
  after: Stage;
  /** The listener closes with this request's response. */
  refusals: Claim<RefuseFault>[];
}

function isDue(fault: DelayFault | EndingFault, matching: number): boolean {
  const { nth = 1, every = 1 } = fault;
  return matching >= nth && (matching - nth) % every === 0;
}

function stageAt(due: readonly Claim<DelayFault | EndingFault>[], when: FaultMoment): Stage {
  const delays: Claim<DelayFault>[] = [];
  const ends: Claim<EndingFault>[] = [];
  for (const { fault, ...rest } of due) {
    if (fault.when !== when) continue;
    if (fault.kind === "delay") delays.push({ fault, ...rest });
    else ends.push({ fault, ...rest });
  }
  return { delays, end: ends[0] };
}

/** Counts a new request with every fault, and determines which of them will hit it. */
export function planRequest(faults: Iterable<Armed>, operation: Operation): Plan {
  const due: Claim<DelayFault | EndingFault>[] = [];
  const refusals: Claim<RefuseFault>[] = [];
  for (const armed of faults) {
    if (!armed.count(operation)) continue;
    const { fault, matching } = armed;
    if (fault.kind === "lag") continue;
    if (fault.kind === "refuse") {
      if (matching === (fault.nth ?? 1) - 1) refusals.push({ armed, fault, matching });
    } else if (armed.canFire && isDue(fault, matching)) due.push({ armed, fault, matching });
  }
  const before = stageAt(due, "before");
  const after: Stage = before.end ? { delays: [], end: undefined } : stageAt(due, "after");
  for (const { delays, end } of [before, after]) {
    for (const { armed } of delays) armed.claim();
    end?.armed.claim();
  }
  return { before, after, refusals };
}
