import fastify, { type FastifyInstance } from "fastify";
import type { Emulation } from "./emulation";
import { apiRoutes } from "./routes/api";
import { controlRoutes } from "./routes/controls";

const LARGEST_BODY = 64 * 1024;

/** Gives a group of routes a scope of its own: its hooks and error answers concern no other group. */
function mount(app: FastifyInstance, prefix: string, addRoutes: (scope: FastifyInstance) => void): void {
  void app.register(
    (scope, _options, done) => {
      addRoutes(scope);
      done();
    },
    { prefix },
  );
}

/** The emulator's HTTP application, apart from its listener. */
export function buildApp(emulation: Emulation): FastifyInstance {
  const app = fastify({
    bodyLimit: LARGEST_BODY,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    done(null, body);
  });
  if (emulation.controls)
    mount(app, "/_emulator", (scope) => {
      controlRoutes(scope, emulation);
    });
  mount(app, "", (scope) => {
    apiRoutes(scope, emulation);
  });
  return app;
}
