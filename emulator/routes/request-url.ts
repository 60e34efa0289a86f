import type { FastifyRequest } from "fastify";

/** The path without its query, as sent. */
export function pathOf(request: FastifyRequest): string {
  return request.originalUrl.split("?", 1)[0] ?? "";
}

/** The query's parameters. If one is repeated, the last counts. */
export function queryOf(request: FastifyRequest): Record<string, string> {
  const [, query = ""] = request.originalUrl.split("?", 2);
  return Object.fromEntries(new URLSearchParams(query));
}
