/** The responses do not answer the question: its row is "not settled". */
export class Inconclusive extends Error {}

/** Plivo gave no usable response. Asking again may help. */
export class NoResponse extends Inconclusive {
  constructor(
    message: string,
    /** True if Plivo surely did not process the request. */
    readonly isUnprocessed = false,
  ) {
    super(message);
  }
}
