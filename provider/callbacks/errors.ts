import { ProviderError } from "../common/errors";

/** A callback that cannot be read. Names attributes, never values. */
export class CallbackUnreadableError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_UNREADABLE";
  constructor(what: string, cure = asPlivoSendsIt) {
    super(`The callback ${what}. ${cure}`);
  }
}

const asPlivoSendsIt =
  "It must be the form, query string or JSON object that Plivo sends, as it came. Check that the URL gets " +
  "Plivo's masking callbacks alone, and that nothing has read or changed the body before.";

/** A body that a body parser, or the host, has read before the handler: its signature cannot be verified any more. */
export class CallbackBodyReadError extends CallbackUnreadableError {
  constructor() {
    super(
      "has a body that was read before, so its signature cannot be verified",
      "Mount the handler before every body parser (express.urlencoded, express.text, @fastify/formbody and the like). If the " +
        "host always parses, keep the raw bytes as rawBody on the request.",
    );
  }
}

/** A request without a valid signature of Plivo. */
export class CallbackSignatureError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_SIGNATURE";
  constructor(
    /** Why the request does not count as signed. */
    readonly reason: SignatureFault,
  ) {
    super(`${signatureTexts[reason]} The request was refused.`);
  }
}

/**
 * - `missing`: no signature, or no nonce.
 * - `V2 only`: only the weak signature.
 * - `mismatch`: no signature is right.
 * - `too many`: more signatures or attributes than are examined.
 * - `altered`: the signature is right, but the borders between attributes were moved.
 * - `host`: a host that `allowedHosts` does not have.
 */
export type SignatureFault = "missing" | "V2 only" | "mismatch" | "too many" | "altered" | "host";

const signatureTexts: Readonly<Record<SignatureFault, string>> = {
  missing:
    "The request has no signature of Plivo: X-Plivo-Signature-V3 (or X-Plivo-Signature-Ma-V3) or X-Plivo-Signature-V3-Nonce is " +
    "missing or empty. Check that no proxy takes them away; otherwise it does not come from Plivo.",
  "V2 only":
    "The request has Plivo's signature V2 alone, which does not protect the attributes. Set acceptV2 to true if you accept that.",
  mismatch:
    "No signature of the request is right. Check that the auth token is the session's account's, and that publicUrl is the URL that " +
    "Plivo dials, with its scheme, port and path; otherwise the request does not come from Plivo, or was changed on its way.",
  "too many":
    "The request has more than 10 signatures or more than 200 attributes, which no callback of Plivo has. Nothing was verified.",
  altered:
    "The request has a signature of Plivo's, but the name of an attribute is hidden in another attribute: somebody has moved the " +
    "borders between the attributes of a signed request.",
  host: "The request came for a host that allowedHosts does not have. Add the host if the session's callbackUrl has it.",
};

/** A request by a method that Plivo does not use; it was answered 405. */
export class CallbackMethodError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_METHOD";
  constructor() {
    super("The request is neither a GET nor a POST, which are all that Plivo sends. It was answered 405.");
  }
}

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

/** A signed callback of an event that is older than `maxAgeMs`: a request that was recorded, most likely. */
export class CallbackTooOldError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_TOO_OLD";
  constructor(
    /** Milliseconds that an event may be old. */
    readonly maxAgeMs: number,
  ) {
    super(
      `The callback's EventTimestamp is more than ${maxAgeMs / 1000} seconds ago. It was refused, since it may be a recorded request. ` +
        "Check this machine's clock; raise maxAgeMs if Plivo sends callbacks so late.",
    );
  }
}

/** A signed callback whose age is not known. */
export class CallbackTimeUnreadableError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_TIME_UNREADABLE";
  constructor(
    /** Whether the callback was refused; otherwise its event was handed on. */
    readonly refused: boolean,
  ) {
    super(
      `The callback has no EventTimestamp that can be read, so its age is not known. ${
        refused
          ? "It was refused, since maxAgeMs is set."
          : "It was handed on; set maxAgeMs to refuse such callbacks."
      }`,
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
