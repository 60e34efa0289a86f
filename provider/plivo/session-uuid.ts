import { ProviderError } from "../common/errors";

/** A text that cannot be a session's UUID. No request was sent. */
export class InvalidSessionUuidError extends ProviderError {
  readonly code = "PLIVO_INVALID_SESSION_UUID";
  constructor() {
    super(
      "A session UUID has only letters, digits, dashes and underscores, and is not a phone number. Check the given ID.",
    );
  }
}

/** Whether a text can be part of a path, and cannot be a phone number: logs and errors show paths. */
export function isSessionUuid(text: unknown): text is string {
  if (typeof text !== "string") return false;
  return /^[A-Za-z0-9_-]{1,100}$/.test(text) && !/^-*(?:\d-*){7,15}$/.test(text);
}

/** @throws InvalidSessionUuidError, also if it is not a string: a program may be untyped. */
export function checkSessionUuid(text: unknown): void {
  if (!isSessionUuid(text)) throw new InvalidSessionUuidError();
}
