import fastify, { type FastifyInstance } from "fastify";
import type { Emulation } from "./emulation";
import { apiRoutes } from "./routes/api";
import { controlRoutes } from "./routes/controls";

const LARGEST_BODY = 64 * 1024;

/** The emulator's HTTP application, apart from its listener. */
export function buildApp(emulation: Emulation): FastifyInstance {
  const app = fastify({
    bodyLimit: LARGEST_BODY,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, async (_request: unknown, body: string) => body);
  if (emulation.controls) void app.register(controlRoutes(emulation), { prefix: "/_emulator" });
  void app.register(apiRoutes(emulation));
  return app;
}
