import { ProviderError } from "../common/errors";

/** A callback that cannot be read. The message names attributes, never values. */
export class CallbackUnreadableError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_UNREADABLE";
  constructor(problem: string, remedy = unchangedBody) {
    super(`The callback ${problem}. ${remedy}`);
  }
}

const unchangedBody =
  "Pass it unchanged (form, query string or JSON). Check that the URL gets only Plivo's masking callbacks.";

/** A body that a body parser or the host read before the handler, so its signature cannot be verified. */
export class CallbackBodyReadError extends CallbackUnreadableError {
  constructor() {
    super(
      "has a body that was read before, so its signature cannot be verified",
      "Mount the handler before every body parser, such as express.urlencoded or @fastify/formbody. If " +
        "the host always parses, keep the raw bytes as rawBody on the request.",
    );
  }
}

/** A request without a valid signature of Plivo. */
export class CallbackSignatureError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_SIGNATURE";
  constructor(
    /** Why the signature is not accepted. */
    readonly reason: SignatureFault,
  ) {
    super(`${signatureTexts[reason]} The request was rejected.`);
  }
}

/**
 * Why a signature is not accepted:
 * - `missing`: no signature, or no nonce.
 * - `V2 only`: only the weak signature.
 * - `mismatch`: no signature is valid.
 * - `too many`: too many signatures or attributes.
 * - `altered`: the signature is valid, but the request was re-split into other attributes.
 * - `host`: the host is not in `allowedHosts`.
 */
export type SignatureFault = "missing" | "V2 only" | "mismatch" | "too many" | "altered" | "host";

const signatureTexts: Readonly<Record<SignatureFault, string>> = {
  missing:
    "The request has no signature: X-Plivo-Signature-V3 (or X-Plivo-Signature-Ma-V3) or " +
    "X-Plivo-Signature-V3-Nonce is missing or empty. Check that no proxy removes these headers; " +
    "otherwise the request does not come from Plivo.",
  "V2 only":
    "The request has only Plivo's signature V2, which does not protect the attributes. Set acceptV2 to " +
    "true to accept it.",
  mismatch:
    "No signature of the request is valid. Check that authToken belongs to the session's account, and " +
    "that publicUrl is the URL that Plivo dials, with its scheme, port and path. Otherwise the request " +
    "is forged, or was changed on its way.",
  "too many":
    "The request has more than 10 signatures or more than 200 attributes, which no callback of Plivo " +
    "has. Nothing was verified.",
  altered:
    "The signature is valid, but one attribute contains the name of another: someone has moved the boundaries " +
    "between the attributes of a signed request.",
  host: "The request's host is not in allowedHosts. Add the host if the session's callbackUrl has it.",
};

/** A request with a method that Plivo does not use. The response was 405. */
export class CallbackMethodError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_METHOD";
  constructor() {
    super("The request's method is neither GET nor POST, and Plivo sends no other. The response was 405.");
  }
}

/** A callback that exceeds `maxBodyBytes`. */
export class CallbackTooLargeError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_TOO_LARGE";
  constructor(
    /** The limit in bytes. */
    readonly limit: number,
  ) {
    super(
      `The callback was rejected, because it exceeds ${limit} bytes. Raise maxBodyBytes if it comes from Plivo.`,
    );
  }
}

/** A signed callback of an event that is older than `maxAgeMs`, most likely a recorded request. */
export class CallbackTooOldError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_TOO_OLD";
  constructor(
    /** The limit in milliseconds. */
    readonly maxAgeMs: number,
  ) {
    super(
      `The callback was rejected, because its EventTimestamp is more than ${maxAgeMs / 1000} seconds ago: ` +
        "it may be a recorded request. Check this machine's clock; " +
        "raise maxAgeMs if Plivo sends callbacks so late.",
    );
  }
}

/** A signed callback of unknown age. */
export class CallbackTimeUnreadableError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_TIME_UNREADABLE";
  constructor(
    /** Whether the callback was rejected; otherwise its event was passed on. */
    readonly refused: boolean,
  ) {
    super(
      `The age of the callback is unknown, because its EventTimestamp is missing or unreadable. ${
        refused
          ? "It was rejected, because maxAgeMs is set."
          : "It was accepted; set maxAgeMs to reject such callbacks."
      }`,
    );
  }
}

/** A callback that the handler could not accept now. The response was 503. */
export class CallbackBusyError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_BUSY";
  constructor(reason: string) {
    super(
      `A callback was not accepted, because ${reason}. ` +
        "The response was 503, which asks Plivo to send it again.",
    );
  }
}

/** An invalid option of `createCallbackHandler` or `signCallback`. */
export class CallbackOptionsError extends ProviderError {
  readonly code = "PLIVO_CALLBACK_OPTIONS";
}
