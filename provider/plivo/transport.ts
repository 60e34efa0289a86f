import { Agent, request as send } from "undici";
import type { Answer, Request } from "./exchange";
import { answerError, connectionError } from "./failures";
import { userAgent } from "./user-agent";

/** Milliseconds. */
export interface Timeouts {
  readonly connect: number;
  /** Between the request's end and the answer's headers. */
  readonly headers: number;
  /** Between two parts of the answer's body. */
  readonly body: number;
  /** For the whole request, whatever happens. */
  readonly overall: number;
}

const usual: Timeouts = { connect: 10_000, headers: 30_000, body: 30_000, overall: 60_000 };

export interface TransportOptions {
  readonly endpoint: string;
  readonly authId: string;
  readonly authToken: string;
  /** Connections at most; further requests wait for one. Default: 32. */
  readonly connections?: number | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
}

/** Sends requests over one agent with kept connections; answers other than 2xx are errors. */
export class Transport {
  readonly #agent: Agent;
  readonly #endpoint: string;
  readonly #authorization: string;
  readonly #secrets: readonly string[];
  readonly #overall: number;

  constructor({ endpoint, authId, authToken, connections = 32, timeouts }: TransportOptions) {
    const { connect, headers, body, overall } = { ...usual, ...timeouts };
    this.#agent = new Agent({
      connections,
      connect: { timeout: connect },
      headersTimeout: headers,
      bodyTimeout: body,
      keepAliveTimeout: 10_000,
    });
    this.#endpoint = endpoint;
    this.#authorization = `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`;
    this.#secrets = [authToken, this.#authorization];
    this.#overall = overall;
  }

  /**
   * @param secrets the numbers and PINs in the request, which no error may repeat.
   * @throws PlivoError
   */
  async send(request: Request, secrets: readonly string[]): Promise<Answer> {
    const answer = await this.#exchange(request);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw answerError(request, answer, [...this.#secrets, ...secrets]);
  }

  async #exchange({ method, path, query, body }: Request): Promise<Answer> {
    const search = query === undefined || query.size === 0 ? "" : `?${query.toString()}`;
    try {
      const response = await send(`${this.#endpoint}${path}${search}`, {
        method,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(this.#overall),
        headers: {
          accept: "application/json",
          authorization: this.#authorization,
          "user-agent": userAgent,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return {
        status: response.statusCode,
        requestId: first(response.headers["x-request-id"]),
        retryAfter: first(response.headers["retry-after"]),
        date: first(response.headers["date"]),
        body: await response.body.text(),
        receivedAt: Date.now(),
      };
    } catch (error) {
      throw connectionError({ method, path }, error);
    }
  }

  /** Closes the kept connections, once what is under way has ended. */
  close(): Promise<void> {
    return this.#agent.close();
  }
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
