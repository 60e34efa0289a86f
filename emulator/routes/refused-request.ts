/** A request that the emulator rejects with 403 before any route. */
export class RefusedRequestError extends Error {
  override readonly name = "RefusedRequestError";
  readonly statusCode = 403;
}
