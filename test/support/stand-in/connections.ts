import diagnostics from "node:diagnostics_channel";
import type { Socket } from "node:net";

const connected = diagnostics.channel("undici:client:connected");

/**
 * Every connection that undici opens in this process from now on, until `close`. A provider's process would
 * close its idle ones when it ends; here, thousands would accumulate.
 */
export class Connections {
  readonly #sockets: Socket[] = [];
  readonly #note = (message: unknown) => {
    this.#sockets.push((message as { socket: Socket }).socket);
  };

  constructor() {
    connected.subscribe(this.#note);
  }

  close(): void {
    connected.unsubscribe(this.#note);
    for (const socket of this.#sockets) socket.destroy();
  }
}
