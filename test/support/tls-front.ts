import { once } from "node:events";
import { connect } from "node:net";
import { createServer, type Server } from "node:tls";
import { tlsFiles } from "./tls/index.ts";
import { listen } from "./listen.ts";

/** A TLS server on 127.0.0.1 in front of a plain one on this port. */
export async function startTlsFront(port: number): Promise<{ port: number; close: () => Promise<void> }> {
  const server: Server = createServer(tlsFiles(), (socket) => {
    const upstream = connect(port, "127.0.0.1");
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  server.on("tlsClientError", () => undefined);
  return {
    port: await listen(server),
    close: async () => {
      server.close();
      await once(server, "close");
    },
  };
}
