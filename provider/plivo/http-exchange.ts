import type { Failure } from "./errors";

/** One request, before credentials are added. */
export interface Request {
  readonly method: "GET" | "POST" | "DELETE";
  /** Begins with `/v1`. Without the query. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A complete response. */
export interface Response {
  readonly status: number;
  readonly body: string;
  /** The X-Request-ID header. */
  readonly requestId: string | undefined;
  /** The Retry-After header. */
  readonly retryAfter: string | undefined;
  /** The Date header. */
  readonly date: string | undefined;
  /** By the client's clock, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Whether a text repeats a secret, such as the account's token. It cannot be a session's UUID then. */
  readonly isSecret: (text: string) => boolean;
  /** What an error may show of it. */
  readonly failure: () => Failure;
}
