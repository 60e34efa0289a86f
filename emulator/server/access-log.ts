import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Access } from "../emulation/access";

const party = /^(first|second)_?party/i;
const pin = /pins?$/i;
/** A phone number in a text, but not part of a UUID or an auth ID. */
const number = /(?<![\w-])(?:\+|%2B)?\d{7,15}(?![\w-])/gi;
const unprintable = /[^\u0021-\u007E]/g;

function lastTwo(number: string): string {
  return `***${number.slice(-2)}`;
}

function maskValue(name: string, value: string): string {
  if (pin.test(name)) return "***";
  return party.test(name) ? lastTwo(value) : value.replace(number, lastTwo);
}

/** A path with masked numbers and PINs, in printable characters. */
export function maskPath(url: string): string {
  const [path = "", ...rest] = url.split("?");
  const masked = path.replace(number, lastTwo).replace(unprintable, encodeURIComponent);
  if (rest.length === 0) return masked;
  const query = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(rest.join("?"))) {
    query.append(name.replace(number, lastTwo), maskValue(name, value));
  }
  return `${masked}?${query.toString()}`;
}

/** `POST /v1/Account/MA.../Masking/Session 201 3 ms` */
export function accessLine({ method, path, status, milliseconds }: Access): string {
  return `${method} ${path} ${status ?? "no response"} ${milliseconds} ms`;
}

/** Whether a request is for the console or the controls, which are not part of the API. */
function isOwnPage({ originalUrl }: FastifyRequest): boolean {
  return /^\/(_emulator(\/|\?|$)|console\/|\?|$)/.test(originalUrl);
}

/** Reports each request to the API when its response has been sent or its connection has closed. */
export function reportAccess(
  app: FastifyInstance,
  hasControls: boolean,
  report: (access: Access) => void,
): void {
  app.addHook("onRequest", (request, reply, done) => {
    const begun = performance.now();
    if (!(hasControls && isOwnPage(request))) {
      reply.raw.once("close", () => {
        report({
          method: request.method,
          path: maskPath(request.originalUrl),
          status: reply.raw.headersSent ? reply.raw.statusCode : null,
          milliseconds: Math.round(performance.now() - begun),
        });
      });
    }
    done();
  });
}
