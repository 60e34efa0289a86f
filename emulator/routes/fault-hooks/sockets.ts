import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { HttpResponse } from "./responses";

/** Resets the connection (TCP RST). Node cannot reset one that is already ending; that one is destroyed. */
export function resetConnection(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

/** Sends the headers and half of the body, then ends the connection. */
export function cutResponse(
  socket: Socket,
  response: ServerResponse,
  { status, headers, body }: HttpResponse,
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
    socket.destroySoon();
  });
}
