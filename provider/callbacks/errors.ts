import { ProviderError } from "../errors";

/** A callback that cannot be read. Names attributes, never values. */
export class CallbackUnreadableError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_UNREADABLE";
  constructor(what: string) {
    super(
      `The callback ${what}. It must be the form, query string or JSON object that Plivo sends, as it came. Check that the URL gets ` +
        "Plivo's masking callbacks alone, and that nothing has read or changed the body before.",
    );
  }
}

/** A request without a valid signature of Plivo. */
export class CallbackSignatureError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_SIGNATURE";
  constructor(
    /** No signature or no nonce; only the weak one; or none that is right. */
    readonly reason: "missing" | "V2 only" | "mismatch",
  ) {
    super(`${signatureTexts[reason]} The request was refused.`);
  }
}

const signatureTexts = {
  missing:
    "The request has no signature of Plivo: X-Plivo-Signature-V3 (or X-Plivo-Signature-Ma-V3) or X-Plivo-Signature-V3-Nonce is " +
    "missing or empty. Check that no proxy takes them away; otherwise it does not come from Plivo.",
  "V2 only":
    "The request has Plivo's signature V2 alone, which does not protect the attributes. Set acceptV2 to true if you accept that.",
  mismatch:
    "No signature of the request is right. Check that the auth token is the session's account's, and that publicUrl is the URL that " +
    "Plivo dials, with its scheme, port and path; otherwise the request does not come from Plivo, or was changed on its way.",
};

/** A callback that is larger than is read. */
export class CallbackTooLargeError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_TOO_LARGE";
  constructor(
    /** Bytes that are read at most. */
    readonly limit: number,
  ) {
    super(
      `The callback is larger than ${limit} bytes. It was refused. Raise maxBodyBytes if it does come from Plivo.`,
    );
  }
}

/** A callback that could not be taken in at the moment; Plivo was answered 503. */
export class CallbackBusyError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_BUSY";
  constructor(why: string) {
    super(
      `A callback was not taken in, since ${why}. Plivo was answered 503, which asks it to send the callback again.`,
    );
  }
}

/** Options that no callback handler, or no signature, can be made with. */
export class CallbackOptionsError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_OPTIONS";
}
