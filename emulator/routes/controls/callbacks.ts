import type { FastifyInstance } from "fastify";
import type { Emulation } from "../../emulation";
import { sessionFilter } from "./calls";

export function callbackRoutes(app: FastifyInstance, { callbacks }: Emulation): void {
  app.get("/callbacks", (request) => ({ callbacks: callbacks.all(sessionFilter(request)) }));
  app.post("/callbacks/:id/send", (request) => callbacks.sendAgain((request.params as { id: string }).id));
  app.delete("/callbacks", () => {
    callbacks.clear();
    return { callbacks: callbacks.all() };
  });
}
