import type { FastifyInstance } from "fastify";
import type { DataFile } from "../data/data-file";

/** An answer that says that something was done is sent once that is in the file: whoever kills the emulator then loses nothing. */
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
