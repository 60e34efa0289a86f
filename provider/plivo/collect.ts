import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { Route } from "./route";

/** An answer as it came, read to its end. */
export interface Collected {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request that got no whole answer. */
export class Uncollected extends Error {
  constructor(
    /** What undici has thrown, a ProxyFailure, or an error named TimeoutError. */
    readonly thrown: unknown,
    /** Whether the request has been given to a connection, and may have been sent. */
    readonly begun: boolean,
  ) {
    super("The request got no whole answer.");
  }
}

/**
 * Sends a request and gathers its answer, in half of the time that undici's `request` takes, which makes a stream of each body.
 *
 * @param overall milliseconds for the whole of it, whatever happens.
 * @throws Uncollected
 */
export function collect(
  route: Route,
  request: Dispatcher.DispatchOptions,
  overall: number,
): Promise<Collected> {
  return new Promise((resolve, reject) => {
    dispatch(route, request, new Collector(resolve, reject, route, overall));
  });
}

/**
 * Sends a request, and gives its answer without its body, which is not read: it may have no end.
 *
 * @param overall milliseconds until the answer's headers, whatever happens.
 * @throws Uncollected
 */
export function collectHead(
  route: Route,
  request: Dispatcher.DispatchOptions,
  overall: number,
): Promise<Collected> {
  return new Promise((resolve, reject) => {
    dispatch(route, request, new HeadCollector(resolve, reject, route, overall));
  });
}

/** What is thrown at once ends the collector's deadline too, which would keep the process. */
function dispatch({ dispatcher }: Route, request: Dispatcher.DispatchOptions, collector: Collector): void {
  try {
    dispatcher.dispatch(request, collector);
  } catch (error) {
    collector.onResponseError(undefined, error);
  }
}

const utf8 = new TextDecoder();

class Collector implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: Collected) => void;
  readonly #reject: (error: Uncollected) => void;
  readonly #route: Route;
  readonly #deadline: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #tooLate: Error | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};

  constructor(
    resolve: (answer: Collected) => void,
    reject: (error: Uncollected) => void,
    route: Route,
    overall: number,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#route = route;
    this.#deadline = setTimeout(() => {
      this.#giveUp();
    }, overall);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It has waited for a connection all the time: nothing is sent any more.
    if (this.#tooLate !== undefined) controller.abort(this.#tooLate);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#deadline);
    const body = utf8.decode(Buffer.concat(this.#chunks));
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: unknown, error: unknown): void {
    clearTimeout(this.#deadline);
    this.#fail(error);
  }

  #giveUp(): void {
    this.#tooLate = new DOMException("The whole exchange has taken too long.", "TimeoutError");
    this.#controller?.abort(this.#tooLate);
    this.#fail(this.#tooLate);
  }

  #fail(thrown: unknown): void {
    this.#reject(new Uncollected(this.#route.explain(thrown), this.#controller !== undefined));
  }
}

class HeadCollector extends Collector {
  override onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    super.onResponseStart(controller, status, headers);
    if (status < 200) return;
    this.onResponseEnd();
    controller.abort(new Error("The body is not needed."));
  }
}
