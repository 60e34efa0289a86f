import type { Moment } from "../common/moments";

/** A create request with an unknown outcome. */
export interface LostRequest {
  /** What failed, in a few words. */
  readonly reason: string;
  readonly sentAt: Moment;
}

/**
 * The failed creates of this run. Pulumi's onError hooks can run a create again, which must not create a
 * second session.
 */
export class PendingCreates {
  readonly #lost = new Map<string, LostRequest>();
  readonly #incomplete = new Map<string, string>();

  /** The lost request for these parties that still needs a lookup. */
  lostRequest(parties: string): LostRequest | undefined {
    return this.#lost.get(parties);
  }

  recordLost(parties: string, request: LostRequest): void {
    this.#lost.set(parties, request);
  }

  forgetLost(parties: string): void {
    this.#lost.delete(parties);
  }

  /** Removes and returns the session of a create that failed partially. */
  takeIncomplete(declarationKey: string): string | undefined {
    const sessionUuid = this.#incomplete.get(declarationKey);
    this.#incomplete.delete(declarationKey);
    return sessionUuid;
  }

  recordIncomplete(declarationKey: string, sessionUuid: string): void {
    this.#incomplete.set(declarationKey, sessionUuid);
  }
}
