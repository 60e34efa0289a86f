import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { listen } from "../listen.ts";

/** The connections of one process, which can all be cut at once, as if it were killed. */
export class Gateway {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(
    readonly target: URL,
    server: Server,
  ) {
    this.#server = server;
    server.on("connection", (client: Socket) => {
      this.#pass(client);
    });
  }

  /** @param target the part of the API's URL before `/v1`. */
  static async open(target: string): Promise<Gateway> {
    const gateway = new Gateway(new URL(target), createServer({ allowHalfOpen: true }));
    await listen(gateway.#server);
    return gateway;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resets every connection, and accepts no more. */
  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) cut(socket);
  }

  #pass(client: Socket): void {
    const upstream = connect({
      port: Number(this.target.port),
      host: this.target.hostname,
      allowHalfOpen: true,
    });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      from.on("error", () => {
        cut(to);
      });
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroySoon();
      });
    }
  }
}

/**
 * Resets the connection if possible. A reset before it is established would wait, and deliver what was
 * written in between. During its end, Node rejects a reset and never closes the handle, which keeps the
 * process alive.
 */
function cut(socket: Socket): void {
  if (socket.connecting || socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
