import type { Failure } from "./errors";

/** One request, before credentials are added. */
export interface Request {
  readonly method: "GET" | "POST" | "DELETE";
  /** From `/v1` on, without a query. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** An answer, read to its end. */
export interface Response {
  readonly status: number;
  readonly body: string;
  /** X-Request-ID. */
  readonly requestId: string | undefined;
  /** Retry-After, as sent. */
  readonly retryAfter: string | undefined;
  /** Date, as sent. */
  readonly date: string | undefined;
  /** By this machine's clock, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Whether a text repeats what the request is not to show, such as the account's token: it is no session's UUID then. */
  readonly isSecret: (text: string) => boolean;
  /** What an error may say of it. */
  readonly failure: () => Failure;
}
