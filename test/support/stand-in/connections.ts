import diagnostics from "node:diagnostics_channel";
import type { Socket } from "node:net";

const connected = diagnostics.channel("undici:client:connected");

/**
 * The connections that undici opens from now on, in this whole process, until they are closed: a provider's process would take its
 * idle ones with it, where here thousands would pile up.
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
