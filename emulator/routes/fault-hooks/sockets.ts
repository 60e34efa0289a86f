import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { HttpResponse } from "./responses";

/** Ends the connection with a TCP reset; one that is being ended already, which Node cannot reset, without. */
export function resetConnection(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

/** Sends the headers and the first half of the body that they announce, then ends the connection. */
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
