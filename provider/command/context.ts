import { shiftedClock, type Clock } from "../common/clock";
import { MaskingClient } from "../client";
import { RequestLimiter, type RequestLimiterOptions } from "../plivo/request-limiter";
import type { SessionDetails } from "../client/queries";
import { exitCodes } from "./exit-codes";
import { Interrupted, type Io } from "./io";
import { maskSession } from "./mask";
import { Printer } from "./printer";

/** What every subcommand takes. */
export interface CommonOptions {
  readonly json?: true;
}

/** What those take that ask Plivo. */
export interface AccountOptions extends CommonOptions {
  readonly account?: string;
}

/** What those take that show sessions. */
export interface SessionOptions extends AccountOptions {
  readonly reveal?: true;
}

/** Sends nothing more after Ctrl-C, not even what already waits for the rate limit. */
class InterruptibleLimiter extends RequestLimiter {
  readonly #signal: AbortSignal;

  constructor(options: RequestLimiterOptions, signal: AbortSignal) {
    super(options);
    this.#signal = signal;
  }

  override run<T>(send: () => Promise<T>): Promise<T> {
    return super.run(() => (this.#signal.aborted ? Promise.reject(new Interrupted()) : send()));
  }
}

/** One run of the command. */
export class Context {
  readonly io: Io;
  readonly print: Printer;
  /** What the run ends with, unless an error ends it. */
  exitCode: number = exitCodes.ok;

  constructor(io: Io) {
    this.io = io;
    this.print = new Printer(io);
  }

  /** The time by which sessions are judged, as the provider's. */
  get clock(): Clock {
    return shiftedClock(this.io.clock, this.io.environment, () => undefined);
  }

  /** Lends a client of the account that the environment has. */
  async withClient<T>({ account }: AccountOptions, work: (client: MaskingClient) => Promise<T>): Promise<T> {
    const log = (line: string) => {
      this.print.note(line);
    };
    const { environment, clock, interruption } = this.io;
    const client = MaskingClient.fromEnvironment({
      environment,
      clock,
      log,
      limiter: new InterruptibleLimiter({ clock, log }, interruption.signal),
      ...(account === undefined ? {} : { account }),
    });
    try {
      return await work(client);
    } finally {
      const closed = client.close();
      // It waits for requests that are under way; after Ctrl-C nobody does.
      if (!interruption.signal.aborted) await closed;
    }
  }

  /** A session as it may be shown. */
  toDisplay(session: SessionDetails, { reveal }: Pick<SessionOptions, "reveal">): SessionDetails {
    return reveal === true ? session : maskSession(session);
  }
}
