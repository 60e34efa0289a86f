import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { listen } from "../support/listen.ts";

/** What the server does after it has read a request. */
export interface RawResponse {
  /** The parts to write, one after another. */
  readonly parts: readonly Buffer[];
  /** What to do with the connection then. */
  readonly then: "keep" | "end" | "reset" | "silence";
}

/**
 * A server on the loopback address without HTTP of its own: it writes the given bytes, complete responses or
 * not. Each request gets the next response of the queue, and then the last one.
 */
export class RawServer {
  answered = 0;
  readonly #server = createServer((socket) => this.#serve(socket));
  readonly #sockets = new Set<Socket>();
  #queue: readonly RawResponse[] = [];

  async start(): Promise<void> {
    await listen(this.#server);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  answerWith(queue: readonly RawResponse[]): void {
    this.#queue = queue;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => this.#sockets.delete(socket));
    // A client may reset the connection after such a response.
    socket.on("error", () => socket.destroy());
    let received = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = endOfRequest(received);
      if (end === undefined) return;
      received = received.subarray(end);
      this.#answer(socket);
    });
  }

  #answer(socket: Socket): void {
    const [answer = this.#queue[0], ...rest] = this.#queue;
    if (answer === undefined) throw new Error("the server was given no answer");
    if (rest.length > 0) this.#queue = rest;
    this.answered += 1;
    for (const part of answer.parts) socket.write(part);
    if (answer.then === "end") socket.end();
    if (answer.then === "reset") socket.resetAndDestroy();
  }
}

/** The end of the first complete request; undefined if it has not arrived. */
function endOfRequest(bytes: Buffer): number | undefined {
  const head = bytes.indexOf("\r\n\r\n");
  if (head === -1) return undefined;
  const length = /^content-length: *(\d+)/im.exec(bytes.toString("latin1", 0, head))?.[1] ?? "0";
  const end = head + 4 + Number(length);
  return bytes.length < end ? undefined : end;
}
