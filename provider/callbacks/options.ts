import { machineClock, type CallbackClock } from "./clock";
import { CallbackOptionsError } from "./errors";
import type { CallbackEvent, RecordingEvent } from "./events";
import type { EventContext } from "./order";
import { checkPublicUrl, type PublicUrlOptions } from "./public-url";
import { consoleReporter } from "./report";
import { MemoryCallbackStore, type CallbackStore } from "./store";

/** The options of `createCallbackHandler`. `publicUrl`, or `trustProxy` with `allowedHosts`, is required. */
export interface CallbackHandlerOptions extends PublicUrlOptions {
  /**
   * The auth token of the sessions' account, subaccount or main account. This or `authTokens` is required.
   */
  readonly authToken?: string | undefined;
  /** Several auth tokens: of several accounts, or the old and the new one during a rotation. */
  readonly authTokens?: readonly string[] | undefined;
  /**
   * Receives each event in its turn, and returns nothing or a promise to wait for.
   *
   * A repetition of a handled event is dropped while the store remembers it. An event is passed again if
   * `onEvent` failed and Plivo repeats it, or if the process stops before the store has recorded it as
   * handled. If `onEvent` fails, `onError` is called, and the response is 500 unless it was sent before.
   */
  readonly onEvent: (event: CallbackEvent, context: EventContext) => unknown;
  /** Receives the recording callbacks instead of `onEvent`. */
  readonly onRecordingEvent?: ((event: RecordingEvent, context: EventContext) => unknown) | undefined;
  /**
   * Receives each rejected request (an error of this package with a `code`), each error of the store, and
   * what `onEvent` threw, with the event, which holds phone numbers. Default: a line on stderr for each event
   * that was not handled, and at most one line a minute for rejected requests. These lines contain no value
   * of a request.
   */
  readonly onError?: ((error: unknown, event?: CallbackEvent) => unknown) | undefined;
  /** Remembers which callbacks were handled. Default: a `MemoryCallbackStore`, the memory of this process. */
  readonly store?: CallbackStore | undefined;
  /** Accepts signature V2 if a request has no V3. V2 does not protect the attributes. Default: false. */
  readonly acceptV2?: boolean | undefined;
  /**
   * Rejects events with an older EventTimestamp, in milliseconds: they are most likely recorded requests.
   * `Infinity` accepts any age. If an EventTimestamp cannot be read, the event is accepted and `onError` is
   * called, unless this option is set. Default: 86,400,000 (24 h).
   */
  readonly maxAgeMs?: number | undefined;
  /** The maximum size of a body in bytes, and of a URL in characters. Default: 65,536. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * Responds with 200 after this time, in milliseconds, even if `onEvent` still runs. Set `Infinity` in
   * serverless functions, where nothing runs after the response. Default: 1000.
   */
  readonly respondWithinMs?: number | undefined;
  /**
   * The maximum wait for a missing sequence number, in milliseconds. With 0, events are passed as they
   * arrive. Default: 3000.
   */
  readonly gapTimeoutMs?: number | undefined;
  /** The maximum number of callbacks in progress; the response to further ones is 503. Default: 1000. */
  readonly maxPending?: number | undefined;
  /** Replaces the real clock in tests. */
  readonly clock?: CallbackClock | undefined;
}

/** Validated options, with defaults. */
export interface Settings extends PublicUrlOptions {
  readonly authTokens: readonly string[];
  readonly dispatch: (event: CallbackEvent, context: EventContext) => unknown;
  /** Never throws. */
  readonly reportError: (error: unknown, event?: CallbackEvent) => void;
  readonly store: CallbackStore;
  readonly acceptV2: boolean;
  readonly maxAgeMs: number;
  /** Whether an event without a readable time is rejected. */
  readonly requiresTime: boolean;
  readonly maxBodyBytes: number;
  readonly respondWithinMs: number;
  readonly gapTimeoutMs: number;
  readonly maxPending: number;
  readonly clock: CallbackClock;
}

/** @throws CallbackOptionsError */
export function validOptions(options: CallbackHandlerOptions): Settings {
  checkPublicUrl(options);
  const { onEvent, onRecordingEvent = onEvent, clock = machineClock } = options;
  const { publicUrl, trustProxy, allowedHosts } = options;
  const report = consoleReporter(clock);
  const { onError = report } = options;
  return {
    publicUrl,
    trustProxy,
    allowedHosts,
    authTokens: validTokens(options),
    dispatch: (event, context) =>
      event.kind === "recording" ? onRecordingEvent(event, context) : onEvent(event, context),
    reportError: (error, event) => void callOnError(onError, report, error, event),
    store: options.store ?? new MemoryCallbackStore({ clock }),
    acceptV2: options.acceptV2 ?? false,
    maxBodyBytes: validInteger("maxBodyBytes", options.maxBodyBytes ?? 65_536, 1),
    maxAgeMs: validDurationMs("maxAgeMs", options.maxAgeMs ?? dayMs),
    requiresTime: options.maxAgeMs !== undefined,
    respondWithinMs: validDurationMs("respondWithinMs", options.respondWithinMs ?? 1_000),
    gapTimeoutMs: validInteger("gapTimeoutMs", options.gapTimeoutMs ?? 3_000, 0),
    maxPending: validInteger("maxPending", options.maxPending ?? 1_000, 1),
    clock,
  };
}

const dayMs = 86_400_000;

function validTokens({ authToken, authTokens = [] }: CallbackHandlerOptions): readonly string[] {
  const tokens = authToken === undefined ? authTokens : [authToken, ...authTokens];
  if (tokens.length > 0 && tokens.every((token) => typeof token === "string" && token !== "")) return tokens;
  throw new CallbackOptionsError(
    "createCallbackHandler needs authToken or authTokens, and no token may be empty: with an empty " +
      "token, anyone could sign.",
  );
}

function validDurationMs(name: string, value: number): number {
  return value === Number.POSITIVE_INFINITY ? value : validInteger(name, value, 0);
}

function validInteger(name: string, value: number, minimum: number): number {
  // Node's timers take no longer time.
  if (Number.isInteger(value) && value >= minimum && value < 2 ** 31) return value;
  throw new CallbackOptionsError(`${name} must be a whole number of ${minimum} or more.`);
}

async function callOnError(
  onError: NonNullable<CallbackHandlerOptions["onError"]>,
  report: NonNullable<CallbackHandlerOptions["onError"]>,
  error: unknown,
  event: CallbackEvent | undefined,
): Promise<void> {
  try {
    await onError(error, event);
  } catch {
    report(error, event);
  }
}
