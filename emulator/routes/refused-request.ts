/** A request that no client of the emulator sends: it is refused with 403 before anything else. */
export class RefusedRequestError extends Error {
  override readonly name = "RefusedRequestError";
  readonly statusCode = 403;
}
