import { machineClock, type CallbackClock } from "./clock";
import { CallbackOptionsError } from "./errors";
import type { CallbackEvent, RecordingEvent } from "./events";
import type { EventContext } from "./order";
import { checkPublicUrl, type PublicUrlOptions } from "./public-url";
import { consoleReporter } from "./report";
import { MemoryCallbackStore, type CallbackStore } from "./store";

/** What a callback handler is created with. `publicUrl`, or `trustProxy` with `allowedHosts`, is required. */
export interface CallbackHandlerOptions extends PublicUrlOptions {
  /** The auth token of the sessions' account or subaccount, or of its main account. This or `authTokens` is required. */
  readonly authToken?: string | undefined;
  /** Several: of several accounts, or old and new during a rotation. */
  readonly authTokens?: readonly string[] | undefined;
  /**
   * Is handed each event in its turn: at least once, and once for each store. A promise is waited for. If it fails, the event does not count as handled: Plivo is answered 500 if
   * it still waits for the answer, and `onError` is told in any case.
   */
  readonly onEvent: (event: CallbackEvent, context: EventContext) => unknown;
  /** Is handed the recording callbacks in place of `onEvent`. */
  readonly onRecordingEvent?: ((event: RecordingEvent, context: EventContext) => unknown) | undefined;
  /**
   * Is told what fails: each refused request (an error of this package, see its `code`), a store's error, and what `onEvent` threw, with the
   * event, which holds numbers. Default: a line on stderr for an event that was not handled, and at most one line a minute for refused
   * requests, without any value.
   */
  readonly onError?: ((error: unknown, event?: CallbackEvent) => unknown) | undefined;
  /** Default: a `MemoryCallbackStore`. */
  readonly store?: CallbackStore | undefined;
  /** Whether signature V2 is enough if a request has no V3. It does not protect the attributes. Default: false. */
  readonly acceptV2?: boolean | undefined;
  /**
   * Milliseconds after its EventTimestamp for which an event is accepted; an older one was recorded, most likely, and is refused. An event
   * whose EventTimestamp cannot be read is handed on, and `onError` is told; it is refused if `maxAgeMs` is set. `Infinity`: none is too old.
   * Default: 86,400,000 (24 h).
   */
  readonly maxAgeMs?: number | undefined;
  /** Bytes of a body, or characters of a URL, that are read at most. Default: 65,536. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * Milliseconds after which Plivo is answered 200 although `onEvent` is not done. `Infinity` if nothing runs on after the answer, as in
   * serverless functions. Default: 1000.
   */
  readonly respondWithinMs?: number | undefined;
  /** Milliseconds for which a missing sequence number is waited for, from when it is first missed; 0: events go as they come. Default: 3000. */
  readonly gapTimeoutMs?: number | undefined;
  /** Callbacks that are under way at once; beyond, Plivo is answered 503. Default: 1000. */
  readonly maxPending?: number | undefined;
  /** Default: this machine's. */
  readonly clock?: CallbackClock | undefined;
}

/** Options with their defaults. */
export interface Settings extends PublicUrlOptions {
  readonly authTokens: readonly string[];
  readonly dispatch: (event: CallbackEvent, context: EventContext) => unknown;
  /** Never throws. */
  readonly reportError: (error: unknown, event?: CallbackEvent) => void;
  readonly store: CallbackStore;
  readonly acceptV2: boolean;
  readonly maxAgeMs: number;
  /** Whether an event without a readable time is refused. */
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
    "createCallbackHandler needs authToken or authTokens, and no token may be empty: with an empty one, everybody could sign.",
  );
}

/** Milliseconds, or no limit. */
function validDurationMs(name: string, value: number): number {
  return value === Number.POSITIVE_INFINITY ? value : validInteger(name, value, 0);
}

function validInteger(name: string, value: number, minimum: number): number {
  // Node's timers take no more.
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
