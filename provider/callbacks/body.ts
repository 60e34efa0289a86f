import { CallbackBodyReadError, CallbackTooLargeError } from "./errors";

/**
 * A request's body as text.
 *
 * @throws CallbackTooLargeError if it exceeds `maxBytes`; CallbackBodyReadError if it was read before.
 */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  if (request.bodyUsed) throw new CallbackBodyReadError();
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes)
    throw new CallbackTooLargeError(maxBytes);
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // An error inside the loop cancels the stream.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new CallbackTooLargeError(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
