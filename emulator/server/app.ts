import fastify, { type FastifyInstance } from "fastify";
import { httpDate } from "../common/timestamps";
import type { DataFile } from "../data/data-file";
import { stopEmulation, type Emulation } from "../emulation";
import { apiRoutes } from "../routes/api";
import { consoleRoutes } from "../routes/console";
import { controlRoutes } from "../routes/controls/controls";
import { reportAccess } from "./access-log";
import { respondAfterSaving } from "./respond-after-saving";
import { guard } from "./guard";

const maxBodyBytes = 64 * 1024;

/** Escapes a path that cannot be decoded (`%zz`), so that it gets the response for an unknown path. */
function readablePath(path: string): string {
  const [before = ""] = path.split("?", 1);
  try {
    decodeURIComponent(before);
    return path;
  } catch {
    return before.replaceAll("%", "%25") + path.slice(before.length);
  }
}

/** Registers routes with their own scope for hooks and errors. */
function mount(app: FastifyInstance, prefix: string, addRoutes: (scope: FastifyInstance) => void): void {
  void app.register(
    (scope, _options, done) => {
      addRoutes(scope);
      done();
    },
    { prefix },
  );
}

const clockSkewMs = 30_000;

/** How far the Date header is ahead of the clock that dates sessions. */
const dateAheadMs = { "in-step": 0, behind: clockSkewMs, ahead: -clockSkewMs };

/** Dates every response by the emulator's clock, and closes its connection while the listener is closed. */
function addCommonHeaders(app: FastifyInstance, { clock, faults, switches }: Emulation): void {
  const ahead = dateAheadMs[switches.createdTime];
  app.addHook("onSend", (_request, reply, _payload, done) => {
    reply.header("date", httpDate(clock.now() + ahead));
    if (faults.listener.isClosed) reply.header("connection", "close");
    done();
  });
  app.addHook("onResponse", (request, _reply, done) => {
    if (faults.listener.isClosed) request.raw.socket.destroySoon();
    done();
  });
}

/**
 * The emulator's HTTP application without its listener.
 * @param data the file that persists its state, if any.
 */
export function buildApp(emulation: Emulation, data?: DataFile): FastifyInstance {
  const app = fastify({
    bodyLimit: maxBodyBytes,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    rewriteUrl: ({ url = "/" }) => readablePath(url),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    done(null, body);
  });
  addCommonHeaders(app, emulation);
  if (emulation.onAccess) reportAccess(app, emulation.controls, emulation.onAccess);
  guard(app, emulation.allowedHosts);
  if (data) respondAfterSaving(app, data);
  app.addHook("preClose", (done) => {
    emulation.faults.close();
    stopEmulation(emulation);
    done();
  });
  if (emulation.controls) {
    mount(app, "", consoleRoutes);
    mount(app, "/_emulator", (scope) => {
      controlRoutes(scope, emulation);
    });
  }
  mount(app, "", (scope) => {
    apiRoutes(scope, emulation);
  });
  return app;
}
