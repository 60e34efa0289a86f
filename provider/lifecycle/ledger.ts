import { isUnchanged, type Diff } from "../session/diff";
import { SessionTwiceError } from "../session/errors";
import type { SessionInputs } from "../session/fields";
import type { SessionState } from "../session/state";
import { KeyedQueue } from "./keyed-queue";
import { OwnedSessions } from "./owned-sessions";
import { Pairs } from "./pairs";
import { PendingCreates } from "./pending-creates";

/** What a diff decided about a session. */
export type Plan = "replaced by expiry" | "renewed";

/** The memory of a run: resources by their names, sessions by their UUIDs. */
export class Ledger {
  readonly owned = new OwnedSessions();
  readonly pendingCreates = new PendingCreates();
  /** Creates of the same parties run one after another, because each must know what the others created. */
  readonly creates = new KeyedQueue();
  readonly #pairs = new Pairs();
  readonly #warnings = new Set<string>();
  readonly #plans = new Map<string, Plan>();
  readonly #adoptedBefore = new Set<string>();

  /** The first resource with the same two parties. Returned once for each later resource. */
  twinOf(resource: string | undefined, inputs: SessionInputs): string | undefined {
    return this.#pairs.add(resource, inputs);
  }

  /** The warnings that are new for the resource: Pulumi checks a resource again if it replaces it. */
  newWarnings(resource: string | undefined, warnings: readonly string[]): string[] {
    const keyOf = (warning: string) => JSON.stringify([resource, warning]);
    const unseen = warnings.filter((warning) => !this.#warnings.has(keyOf(warning)));
    warnings.forEach((warning) => this.#warnings.add(keyOf(warning)));
    return unseen;
  }

  /**
   * Records a check. The engine checks a resource again after its diff only to replace it, also for a reason
   * that no diff knows.
   */
  recordCheck(resource: string | undefined): void {
    if (resource !== undefined) this.owned.releaseOf(resource);
  }

  /**
   * Records what a diff decided, for the rest of the run.
   *
   * @throws SessionTwiceError if the resource keeps its session, and another one of the program keeps it too.
   */
  recordDiff(
    resource: string | undefined,
    { id, state }: { readonly id: string; readonly state: SessionState },
    news: SessionInputs,
    diff: Diff,
    purpose: "program" | "refresh",
  ): void {
    if (diff.replacedByExpiry) this.#plans.set(id, "replaced by expiry");
    if (diff.renewed) this.#plans.set(id, "renewed");
    const isReplaced = diff.replaces.length > 0;
    // The engine compares a resource a second time if it replaces one that it depends on: first with unknown
    // arguments, which count as changed. Without a name, the two comparisons would look like two resources.
    const isDistinct = resource !== undefined || isUnchanged(diff);
    const isKept = purpose === "program" && !isReplaced && isDistinct;
    if (isKept && this.owned.keep(id, resource)) throw new SessionTwiceError(id);
    if (!isReplaced) return;
    this.owned.release(id, resource);
    const { adoptSessionUuid } = news;
    if (adoptSessionUuid === undefined) return;
    if (adoptSessionUuid === id || adoptSessionUuid === state.adoptSessionUuid) {
      this.#adoptedBefore.add(adoptSessionUuid);
    }
  }

  plan(sessionUuid: string): Plan | undefined {
    return this.#plans.get(sessionUuid);
  }

  forgetPlan(sessionUuid: string): void {
    this.#plans.delete(sessionUuid);
  }

  /** Whether a resource that is being replaced adopted this session. Its successor must be a new session. */
  wasAdoptedBefore(sessionUuid: string): boolean {
    return this.#adoptedBefore.has(sessionUuid);
  }
}
