import type { Moment } from "../common/moments";

/** A create request that may have been carried out. */
export interface LostRequest {
  /** What happened, in a few words. */
  readonly reason: string;
  /** When it left. */
  readonly sentAt: Moment;
}

/**
 * What failed creates of this process have left behind, for when Pulumi runs one again (its onError hooks do): no second
 * session is made where the first may exist.
 */
export class PendingCreates {
  readonly #lost = new Map<string, LostRequest>();
  readonly #incomplete = new Map<string, string>();

  /** The lost request for these parties that no look-up has settled. */
  lostRequest(parties: string): LostRequest | undefined {
    return this.#lost.get(parties);
  }

  recordLost(parties: string, request: LostRequest): void {
    this.#lost.set(parties, request);
  }

  forgetLost(parties: string): void {
    this.#lost.delete(parties);
  }

  /** Takes the session that exists, though not wholly, for a resource with these arguments. */
  takeIncomplete(declarationKey: string): string | undefined {
    const sessionUuid = this.#incomplete.get(declarationKey);
    this.#incomplete.delete(declarationKey);
    return sessionUuid;
  }

  recordIncomplete(declarationKey: string, sessionUuid: string): void {
    this.#incomplete.set(declarationKey, sessionUuid);
  }
}
