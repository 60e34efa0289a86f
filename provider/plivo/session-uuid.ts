import { ProviderError } from "../errors";

/** A session's UUID that cannot stand in a path; nothing was sent. */
export class InvalidSessionUuidError extends ProviderError {
  readonly code = "PLIVO_INVALID_SESSION_UUID";
  constructor() {
    super(
      "A session's UUID must be letters, digits, dashes and underscores, and no phone number: check the id that was given.",
    );
  }
}

/**
 * Refuses what could change a request's path, and what could be a phone number, which paths carry into logs and errors.
 *
 * @throws InvalidSessionUuidError
 */
export function checkSessionUuid(text: string): void {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(text)) throw new InvalidSessionUuidError();
  const digits = text.replace(/-/g, "");
  if (/^\d{7,15}$/.test(digits)) throw new InvalidSessionUuidError();
}
