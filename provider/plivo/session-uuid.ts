import { ProviderError } from "../common/errors";

/** A session's UUID that cannot stand in a path; nothing was sent. */
export class InvalidSessionUuidError extends ProviderError {
  readonly code = "PLIVO_INVALID_SESSION_UUID";
  constructor() {
    super(
      "A session's UUID must be letters, digits, dashes and underscores, and no phone number: check the id that was given.",
    );
  }
}

/** Whether a text can stand in a path, and could be no phone number, which paths carry into logs and errors. */
export function isSessionUuid(text: unknown): text is string {
  if (typeof text !== "string") return false;
  return /^[A-Za-z0-9_-]{1,100}$/.test(text) && !/^-*(?:\d-*){7,15}$/.test(text);
}

/** @throws InvalidSessionUuidError also for what is no text, as a program without types can give it. */
export function checkSessionUuid(text: unknown): void {
  if (!isSessionUuid(text)) throw new InvalidSessionUuidError();
}
