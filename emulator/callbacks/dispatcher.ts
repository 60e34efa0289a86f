import type { Changes } from "../common/change-notifier";
import type { EmulatorClock } from "../common/clock";
import type { Account } from "../domain/account";
import type { Session } from "../domain/session";
import type { SessionStore } from "../domain/session-store";
import { deliver } from "./deliver";
import type { RecordingAttributes, RecordingEvent, SessionAttributes, SessionEvent } from "./events";
import { createCallback, type Callback, type Destination, type SigningTokens } from "./queued-callback";
import { SessionQueues } from "./queues";
import { CallbackError, type CallbackControl, type CallbackRecord } from "./types";

/** The maximum number of callbacks that are stored, and that can wait at a time. */
export const maxCallbacks = 10_000;

/** How far the list may exceed the maximum before the oldest entries are dropped together. */
const pruneThreshold = 1000;

const remoteWarning =
  "plivo-masking-emulator: a callback to another machine was not sent. To allow such callbacks, start the emulator with " +
  "--allow-remote-callbacks. Later ones are not reported.";

/** The parts of an emulator that its callbacks use. */
export interface CallbackParts {
  readonly accounts: readonly Account[];
  readonly clock: EmulatorClock;
  readonly changes: Changes;
  readonly sessions: SessionStore;
  readonly allowRemoteCallbacks: boolean;
  /** The address before `/v1`. Empty until the emulator listens. */
  readonly endpoint: () => string;
}

/**
 * An emulator's callbacks. Those of one session are sent in order, those of different sessions in parallel.
 */
export class Callbacks implements CallbackControl {
  readonly #parts: CallbackParts;
  readonly #queues = new SessionQueues<Callback>((callback) => this.#deliver(callback));
  #callbacks: Callback[] = [];
  #abort = new AbortController();
  #hasWarned = false;
  #count = 0;
  readonly #bodies = new Set<Promise<void>>();

  constructor(parts: CallbackParts) {
    this.#parts = parts;
  }

  /** Sends an event to the session's callback_url, if it is set. */
  sessionEvent(session: Session, event: SessionEvent, time: number, attributes: SessionAttributes): void {
    const { callback_url: url, callback_method: method } = session;
    if (url !== null) this.#add({ kind: "session", url, method }, session, event, time, { ...attributes });
  }

  /** Sends an event to the session's recording_callback_url, if it is set. */
  recordingEvent(
    session: Session,
    event: RecordingEvent,
    time: number,
    attributes: RecordingAttributes,
  ): void {
    const { recording_callback_url: url, recording_callback_method: method } = session;
    if (url !== null) this.#add({ kind: "recording", url, method }, session, event, time, { ...attributes });
  }

  all({ sessionUuid }: { sessionUuid?: string } = {}): CallbackRecord[] {
    const kept = this.#callbacks.slice(-maxCallbacks);
    const chosen =
      sessionUuid === undefined ? kept : kept.filter((callback) => callback.sessionUuid === sessionUuid);
    return chosen.map((callback) => callback.show());
  }

  clear(): void {
    this.#callbacks = [];
    this.#notify();
  }

  sendAgain(id: string): CallbackRecord {
    const callback = this.#callbacks.find((kept) => kept.id === id);
    if (!callback) throw new CallbackError("there is no callback with this id");
    if (callback.state === "waiting" || callback.state === "sending") {
      throw new CallbackError("the callback is waiting or being sent");
    }
    callback.setState("waiting");
    this.#queue(callback);
    return callback.show();
  }

  async whenSettled(): Promise<void> {
    await this.#queues.whenSettled();
    await Promise.all(this.#bodies);
  }

  /** Drops the waiting callbacks and aborts those in flight. */
  reset(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#queues.clear();
    this.clear();
  }

  #add(
    destination: Destination,
    session: Session,
    name: string,
    time: number,
    attributes: Readonly<Record<string, string | undefined>>,
  ): void {
    const { sessions } = this.#parts;
    const sequenceNumber = session.callback_sequence + 1;
    sessions.change(session, { callback_sequence: sequenceNumber });
    this.#count += 1;
    const event = { id: `callback-${this.#count}`, name, time, sequenceNumber, attributes };
    const callback = createCallback(destination, session, event, this.#tokensFor(session));
    this.#store(callback);
    this.#queue(callback);
  }

  #queue(callback: Callback): void {
    if (this.#queues.waiting >= maxCallbacks) {
      callback.setState("dropped", `${maxCallbacks} callbacks are waiting already`);
    } else {
      this.#queues.add(callback.sessionUuid, callback);
    }
    this.#notify();
  }

  #store(callback: Callback): void {
    this.#callbacks.push(callback);
    if (this.#callbacks.length >= maxCallbacks + pruneThreshold)
      this.#callbacks = this.#callbacks.slice(-maxCallbacks);
  }

  /** The subaccount's own token if the emulator has that account, else the main account's. */
  #tokensFor({ auth_id, subaccount }: Session): SigningTokens {
    const tokenOf = (id: string | null) =>
      this.#parts.accounts.find(({ authId }) => authId === id)?.authToken;
    const main = tokenOf(auth_id) ?? "";
    return { own: tokenOf(subaccount) ?? main, main };
  }

  async #deliver(callback: Callback): Promise<void> {
    callback.setState("sending");
    this.#notify();
    const { clock, allowRemoteCallbacks: allowRemote, endpoint } = this.#parts;
    const { signal } = this.#abort;
    const trackBody = (body: Promise<void>) => {
      this.#trackBody(body);
    };
    try {
      await deliver(callback, { clock, allowRemote, endpoint: endpoint(), trackBody, signal });
    } catch (error) {
      callback.setState("failed", error instanceof Error ? error.message : "unknown error");
    }
    if (callback.isRemote) this.#warnOnce();
    this.#notify();
  }

  #trackBody(body: Promise<void>): void {
    this.#bodies.add(body);
    void body.then(() => {
      this.#bodies.delete(body);
      this.#notify();
    });
  }

  #warnOnce(): void {
    if (!this.#hasWarned) process.stderr.write(`${remoteWarning}\n`);
    this.#hasWarned = true;
  }

  #notify(): void {
    this.#parts.changes.notify("callbacks");
  }
}
