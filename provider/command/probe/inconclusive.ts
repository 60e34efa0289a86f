/** The responses do not tell: the row is "not settled". */
export class Inconclusive extends Error {}

/** Nothing came back that Plivo has said of the question; it may if it is asked again. */
export class NoResponse extends Inconclusive {
  constructor(
    message: string,
    /** Whether Plivo has surely not carried the request out. */
    readonly isUnprocessed = false,
  ) {
    super(message);
  }
}
