import type { FastifyInstance } from "fastify";
import { changeableFields } from "../../domain/session-control-change";
import type { Emulation } from "../../emulation";
import { describeFaults } from "../../faults/read-fault";
import { queryOf } from "../request-url";
import { consolePage } from "./console-sessions";
import { EventStreams } from "./event-streams";

/** The number of requests that the console lists. */
const maxConsoleRequests = 50;

/** The console's data besides the controls. */
export function consoleDataRoutes(app: FastifyInstance, emulation: Emulation): void {
  const streams = new EventStreams(emulation.changes);
  app.addHook("preClose", (done) => {
    streams.close();
    done();
  });
  app.get("/events", (_request, reply) => {
    reply.hijack();
    streams.add(reply.raw);
  });
  app.get("/console/sessions", (request) => consolePage(emulation, queryOf(request)));
  app.get("/console/requests", () => ({
    count: emulation.requests.count(),
    requests: emulation.requests.all().slice(-maxConsoleRequests).reverse(),
  }));
  app.get("/console/fields", () => ({ fields: changeableFields() }));
  app.get("/console/faults", () => describeFaults());
}
