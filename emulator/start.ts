import type { FastifyInstance } from "fastify";
import type { CallbackControl } from "./callbacks/types";
import type { CallControl } from "./calls/types";
import type { EmulatorClock } from "./common/clock";
import { DataFile } from "./data/data-file";
import { savedParts } from "./data/saved-parts";
import type { PriceControl } from "./domain/prices";
import { sessionControl, type SessionControl } from "./domain/session-control";
import { createEmulation, resetEmulation, type Emulation } from "./emulation";
import type { EmulatorOptions } from "./emulation/options";
import type { RecordedRequest } from "./emulation/request-log";
import type { FaultControl } from "./faults/types";
import { buildApp } from "./server/app";

/** A running emulator. */
export interface Emulator {
  /** The address before `/v1`, such as `http://127.0.0.1:4010`. */
  readonly endpoint: string;
  readonly authId: string;
  readonly authToken: string;
  /** The variables that point a client of the API to this emulator. */
  readonly environment: { PLIVO_AUTH_ID: string; PLIVO_AUTH_TOKEN: string; PLIVO_ENDPOINT: string };
  readonly clock: Pick<EmulatorClock, "now" | "advance" | "set" | "offset">;
  /** The log of requests to the API, without controls: the latest 10,000. */
  readonly requests: { all(): RecordedRequest[]; count(): number; clear(): void };
  readonly sessions: SessionControl;
  /** Failures to simulate. None is armed at the start. */
  readonly faults: FaultControl;
  /** Calls to the virtual numbers. They follow Plivo's document and the emulator's clock. */
  readonly calls: CallControl;
  /** The callbacks to the sessions' URLs and their responses. */
  readonly callbacks: CallbackControl;
  /** The prices of sessions and calls. */
  readonly prices: PriceControl;
  /**
   * Restores the initial state: no faults, sessions, calls, callbacks or logged requests, real time, the
   * initial pool and prices. Requests that faults hold and callbacks in flight are dropped.
   */
  reset(): void;
  /** Resolves when the data file has all changes so far. Rejects if it cannot be written. */
  whenSaved(): Promise<void>;
  /** Stops listening, closes open connections and saves pending changes. */
  close(): Promise<void>;
}

const defaultHost = "127.0.0.1";

function openData(options: EmulatorOptions, emulation: Emulation): Promise<DataFile> | undefined {
  return options.data === undefined
    ? undefined
    : DataFile.open(options.data, savedParts(emulation), emulation.changes);
}

/** The emulator cannot listen on this address or port. */
export class ListenError extends Error {
  override readonly name = "ListenError";
  readonly code = "EMULATOR_LISTEN";
}

/** Adds what to do to an error of listening. */
function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new ListenError(
      `port ${port} of ${host} is in use (EADDRINUSE). Stop the process that uses it, or choose another port: --port 0 takes any free one.`,
    );
  }
  if (code === "EADDRNOTAVAIL") {
    return new ListenError(
      `${host} is not an address of this machine (EADDRNOTAVAIL). Use one that is, such as 127.0.0.1.`,
    );
  }
  if (code === "EACCES") {
    return new ListenError(
      `port ${port} needs more rights than this user has (EACCES). Choose one above 1023.`,
    );
  }
  return error;
}

/** Listens. If that fails, the data file is released. */
async function listen(
  app: FastifyInstance,
  { host = defaultHost, port = 0 }: EmulatorOptions,
  data: DataFile | undefined,
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    await data?.close();
    throw listenError(error, host, port);
  }
}

/**
 * Starts an emulator of the Masking Session API.
 * @throws DataFileError if the data file is damaged, not the emulator's, or in use.
 * @throws ListenError if the address or port cannot be used.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulation = createEmulation(options);
  const data = await openData(options, emulation);
  const app = buildApp(emulation, data);
  const endpoint = await listen(app, options, data);
  emulation.endpoint = endpoint;
  emulation.faults.listener.attach(app.server);
  const { authId, authToken } = emulation.account;
  return {
    endpoint,
    authId,
    authToken,
    environment: { PLIVO_AUTH_ID: authId, PLIVO_AUTH_TOKEN: authToken, PLIVO_ENDPOINT: endpoint },
    clock: emulation.clock,
    requests: emulation.requests,
    sessions: sessionControl(emulation),
    faults: emulation.faults,
    calls: emulation.calls,
    callbacks: emulation.callbacks,
    prices: emulation.prices,
    reset: () => {
      resetEmulation(emulation);
    },
    whenSaved: async () => {
      await data?.whenSaved();
    },
    close: async () => {
      await app.close();
      await data?.close();
    },
  };
}
