import type { FastifyInstance } from "fastify";
import type { DataFile } from "../data/data-file";

/**
 * Delays each response that confirms a change until the change is in the file, so that killing the emulator
 * loses nothing.
 */
export function respondAfterSaving(app: FastifyInstance, data: DataFile): void {
  app.addHook("onSend", (request, reply, _payload, done) => {
    if (request.method === "GET" || reply.statusCode >= 400) {
      done();
      return;
    }
    data.whenSaved().then(() => {
      done();
    }, done);
  });
}
