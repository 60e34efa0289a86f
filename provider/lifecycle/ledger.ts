import { isUnchanged, type Diff } from "../session/diff";
import { SessionTwiceError } from "../session/errors";
import type { SessionInputs } from "../session/fields";
import type { SessionState } from "../session/state";
import { KeyedQueue } from "./keyed-queue";
import { OwnedSessions } from "./owned-sessions";
import { Pairs } from "./pairs";
import { PendingCreates } from "./pending-creates";

/** What a diff has decided about a session. */
export type Plan = "replaced by expiry" | "renewed";

/** All that a run remembers: of resources by their names, of sessions by their UUIDs. */
export class Ledger {
  readonly owned = new OwnedSessions();
  readonly pendingCreates = new PendingCreates();
  /** Creates of the same parties run one after another, so that each knows what the others have created. */
  readonly creates = new KeyedQueue();
  readonly #pairs = new Pairs();
  readonly #warnings = new Set<string>();
  readonly #plans = new Map<string, Plan>();
  readonly #adoptedBefore = new Set<string>();

  /** The resource that declares the same two parties, and was noted first. Once for each later resource. */
  twinOf(resource: string | undefined, inputs: SessionInputs): string | undefined {
    return this.#pairs.add(resource, inputs);
  }

  /** The warnings that the resource has not had yet: Pulumi checks a resource again if it replaces it. */
  newWarnings(resource: string | undefined, warnings: readonly string[]): string[] {
    const keyOf = (warning: string) => JSON.stringify([resource, warning]);
    const unseen = warnings.filter((warning) => !this.#warnings.has(keyOf(warning)));
    warnings.forEach((warning) => this.#warnings.add(keyOf(warning)));
    return unseen;
  }

  /**
   * Notes what a diff decides for the rest of the run.
   *
   * @throws SessionTwiceError if the program leaves the session unchanged, and another of its resources keeps
   * the same one.
   */
  recordDiff(
    { id, state }: { readonly id: string; readonly state: SessionState },
    news: SessionInputs,
    diff: Diff,
    purpose: "program" | "refresh",
  ): void {
    if (diff.replacedByExpiry) this.#plans.set(id, "replaced by expiry");
    if (diff.renewed) this.#plans.set(id, "renewed");
    const isKept = purpose === "program" && isUnchanged(diff);
    if (isKept && this.owned.keep(id)) throw new SessionTwiceError(id);
    if (diff.replaces.length === 0) return;
    this.owned.release(id);
    const { adoptSessionUuid } = news;
    if (adoptSessionUuid === undefined) return;
    if (adoptSessionUuid === id || adoptSessionUuid === state.adoptSessionUuid) {
      this.#adoptedBefore.add(adoptSessionUuid);
    }
  }

  plan(sessionUuid: string): Plan | undefined {
    return this.#plans.get(sessionUuid);
  }

  /** Forgets a plan that has been carried out. */
  forgetPlan(sessionUuid: string): void {
    this.#plans.delete(sessionUuid);
  }

  /**
   * Whether a resource that is being replaced adopted this session before: its successor is a new session.
   */
  wasAdoptedBefore(sessionUuid: string): boolean {
    return this.#adoptedBefore.has(sessionUuid);
  }
}
