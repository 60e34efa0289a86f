import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { FastifyInstance, FastifyReply } from "fastify";
import { packageFolder } from "../common/package-folder";
import { ControlError, sendControlError } from "./controls/control-error";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Allows nothing from other origins, no inline code, no frames, and no text as markup. */
const headers = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

interface Asset {
  type: string;
  text: string;
}

let assets: ReadonlyMap<string, Asset> | undefined;

/** The console's files by name, read at the first request. */
function readAssets(): ReadonlyMap<string, Asset> {
  const folder = join(packageFolder, "console");
  const found = new Map<string, Asset>();
  for (const name of readdirSync(folder)) {
    const type = contentTypes[extname(name)];
    if (type !== undefined) found.set(name, { type, text: readFileSync(join(folder, name), "utf8") });
  }
  return found;
}

function sendAsset(reply: FastifyReply, name: string): FastifyReply {
  assets ??= readAssets();
  const asset = assets.get(name);
  if (!asset) throw new ControlError(404, "the console has no such file");
  return reply.headers(headers).type(asset.type).send(asset.text);
}

/** The console at `/` and its files under `/console/`. */
export function consoleRoutes(app: FastifyInstance): void {
  app.setErrorHandler((error, _request, reply) => sendControlError(error, reply));
  app.get("/", (_request, reply) => sendAsset(reply, "index.html"));
  app.get("/console/:name", (request, reply) => sendAsset(reply, (request.params as { name: string }).name));
}
