import { shiftedClock, type Clock } from "../common/clock";
import { MaskingClient } from "../client";
import { RequestLimiter, type RequestLimiterOptions } from "../plivo/request-limiter";
import type { SessionDetails } from "../client/queries";
import { exitCodes } from "./exit-codes";
import { Interrupted, type Io } from "./io";
import { maskSession } from "./mask";
import { Printer } from "./printer";

/** The options of every subcommand. */
export interface CommonOptions {
  readonly json?: true;
}

/** The options of subcommands that send requests to Plivo. */
export interface AccountOptions extends CommonOptions {
  readonly account?: string;
}

/** The options of subcommands that show sessions. */
export interface SessionOptions extends AccountOptions {
  readonly reveal?: true;
}

/** Sends nothing after Ctrl-C, not even requests that already wait for the rate limit. */
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
  /** The exit code, unless an error stops the run. */
  exitCode: number = exitCodes.ok;

  constructor(io: Io) {
    this.io = io;
    this.print = new Printer(io);
  }

  /** The provider's clock, with PLIVO_CLOCK_OFFSET. */
  get clock(): Clock {
    return shiftedClock(this.io.clock, this.io.environment, () => undefined);
  }

  /** Runs work with a client of the account in the environment, and closes the client. */
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
      // After Ctrl-C, does not wait for requests in flight.
      if (!interruption.signal.aborted) await closed;
    }
  }

  /** The session, masked unless `reveal` is set. */
  toDisplay(session: SessionDetails, { reveal }: Pick<SessionOptions, "reveal">): SessionDetails {
    return reveal === true ? session : maskSession(session);
  }
}
