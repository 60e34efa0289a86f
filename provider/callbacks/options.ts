import { isSessionUuid } from "../plivo/session-uuid";
import { machineClock, type CallbackClock } from "./clock";
import { CallbackOptionsError } from "./errors";
import { isUnknownEvent, type CallbackEvent, type RecordingEvent } from "./events";
import type { EventContext } from "./order";
import { checkPublicUrl, type PublicUrlOptions } from "./public-url";
import { MemoryCallbackStore, type CallbackStore } from "./store";

/** What a callback handler is made with. */
export interface CallbackHandlerOptions extends PublicUrlOptions {
  /** The auth token of the sessions' account or subaccount, or of its main account. This or `authTokens` is required. */
  readonly authToken?: string | undefined;
  /** Several: of several accounts, or old and new during a rotation. */
  readonly authTokens?: readonly string[] | undefined;
  /**
   * Is handed each event, once, in its turn; a promise is waited for. Where it fails, the event is not counted as handled: Plivo is answered 500 if
   * it still waits for the answer, and `onError` is told in any case.
   */
  readonly onEvent: (event: CallbackEvent, context: EventContext) => unknown;
  /** Is handed the recording callbacks in place of `onEvent`. */
  readonly onRecordingEvent?: ((event: RecordingEvent, context: EventContext) => unknown) | undefined;
  /**
   * Is told what fails: a refused request (an error of this package, see its `code`), a store's error, and what `onEvent` threw, with the
   * event, which holds numbers. Default: one line on the error output for an event that was not handled, without any value; nothing for a refused request.
   */
  readonly onError?: ((error: unknown, event?: CallbackEvent) => unknown) | undefined;
  /** Default: a `MemoryCallbackStore`. */
  readonly store?: CallbackStore | undefined;
  /** Whether signature V2 is enough where a request has no V3. It does not protect the attributes. Default: false. */
  readonly acceptV2?: boolean | undefined;
  /** Bytes of a body, or characters of a URL, that are read at most. Default: 65,536. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * Milliseconds after which Plivo is answered 200 although `onEvent` is not done. `Infinity` where nothing runs on after the answer, as in
   * serverless functions. Default: 1000.
   */
  readonly answerWithin?: number | undefined;
  /** Milliseconds for which a missing sequence number is waited for, from when it is first missed. Default: 3000. */
  readonly gapWait?: number | undefined;
  /** Callbacks that are under way at once; beyond, Plivo is answered 503. Default: 1000. */
  readonly maxPending?: number | undefined;
  /** Default: this machine's. */
  readonly clock?: CallbackClock | undefined;
}

/** Options with their defaults. */
export interface Settings extends PublicUrlOptions {
  readonly authTokens: readonly string[];
  readonly handOn: (event: CallbackEvent, context: EventContext) => unknown;
  /** Never throws. */
  readonly tell: (error: unknown, event?: CallbackEvent) => void;
  readonly store: CallbackStore;
  readonly acceptV2: boolean;
  readonly maxBodyBytes: number;
  readonly answerWithin: number;
  readonly gapWait: number;
  readonly maxPending: number;
  readonly clock: CallbackClock;
}

/** @throws CallbackOptionsError */
export function checkedOptions(options: CallbackHandlerOptions): Settings {
  checkPublicUrl(options);
  const { onEvent, onRecordingEvent = onEvent, onError = report, clock = machineClock } = options;
  const { answerWithin } = options;
  return {
    publicUrl: options.publicUrl,
    trustProxy: options.trustProxy,
    authTokens: checkedTokens(options),
    handOn: (event, context) =>
      event.kind === "recording" ? onRecordingEvent(event, context) : onEvent(event, context),
    tell: (error, event) => void told(onError, error, event),
    store: options.store ?? new MemoryCallbackStore({ clock }),
    acceptV2: options.acceptV2 ?? false,
    maxBodyBytes: checkedNumber("maxBodyBytes", options.maxBodyBytes ?? 65_536, 1),
    answerWithin:
      answerWithin === Number.POSITIVE_INFINITY
        ? answerWithin
        : checkedNumber("answerWithin", answerWithin ?? 1_000, 0),
    gapWait: checkedNumber("gapWait", options.gapWait ?? 3_000, 0),
    maxPending: checkedNumber("maxPending", options.maxPending ?? 1_000, 1),
    clock,
  };
}

function checkedTokens({ authToken, authTokens = [] }: CallbackHandlerOptions): readonly string[] {
  const tokens = authToken === undefined ? authTokens : [authToken, ...authTokens];
  if (tokens.length > 0 && tokens.every((token) => typeof token === "string" && token !== "")) return tokens;
  throw new CallbackOptionsError(
    "createCallbackHandler needs authToken or authTokens, and no token may be empty: with an empty one, everybody could sign.",
  );
}

function checkedNumber(name: string, value: number, minimum: number): number {
  // Node's timers take no more.
  if (Number.isInteger(value) && value >= minimum && value < 2 ** 31) return value;
  throw new CallbackOptionsError(`${name} must be a whole number of ${minimum} or more.`);
}

async function told(
  onError: NonNullable<CallbackHandlerOptions["onError"]>,
  error: unknown,
  event: CallbackEvent | undefined,
): Promise<void> {
  try {
    await onError(error, event);
  } catch {
    report(error, event);
  }
}

/** Names nothing that could be a number: V2 lets others choose an event's name. */
function report(_error: unknown, event: CallbackEvent | undefined): void {
  if (event === undefined) return;
  const { eventName, sessionUuid } = event;
  const name = isUnknownEvent(event) ? "of an unknown event" : eventName;
  const session = isSessionUuid(sessionUuid) ? ` of masking session ${sessionUuid}` : "";
  console.error(
    `The callback ${name}${session} was not handled. Give createCallbackHandler an onError to learn why.`,
  );
}
