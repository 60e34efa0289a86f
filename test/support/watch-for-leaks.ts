import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Host } from "../../provider/dynamic/provider.ts";
import { capture, folderVariable, setOrigin } from "../../tools/leaks/record.ts";
import { noteCredentials, noteValuesIn } from "./leaks/values.ts";

/*
 * Runs before each test file. Records the numbers, PINs and tokens of every HTTP server in the tests, and
 * captures what every provider in the tests' own process logs and throws. A test does nothing for it.
 */

type Subscriber = (message: unknown) => void;

const requests = diagnostics.channel("http.server.request.start") as diagnostics.Channel & {
  maskingLeaks?: Subscriber;
};

function listen({ request, response }: { request: IncomingMessage; response: ServerResponse }): void {
  noteCredentials(request.headers.authorization);
  noteValuesIn(request.url ?? "");
  tap(request, "push");
  tap(response, "write");
  tap(response, "end");
}

/** Records the values in the chunks of this method. Bodies here are small, so a chunk is a whole body. */
function tap<Name extends string>(stream: Record<Name, unknown>, name: Name): void {
  const original = stream[name] as (...parameters: unknown[]) => unknown;
  Object.assign(stream, {
    [name]: (...parameters: unknown[]) => {
      const [chunk] = parameters;
      if (typeof chunk === "string" || Buffer.isBuffer(chunk)) noteValuesIn(chunk.toString());
      return original.apply(stream, parameters);
    },
  });
}

function captureError(error: unknown): void {
  const { message, stack, reasons } = Object(error) as Record<string, unknown>;
  capture("error", [message, stack, JSON.stringify(reasons)].filter(Boolean).join("\n"));
}

/** The same function, with its errors captured. */
function watch<F extends (...parameters: never[]) => unknown>(work: F): F {
  const watching = function (this: unknown, ...parameters: Parameters<F>): unknown {
    try {
      const result = work.apply(this, parameters);
      if (result instanceof Promise) result.catch(captureError);
      return result;
    } catch (error) {
      captureError(error);
      throw error;
    }
  };
  return watching as F;
}

/** Watches these methods of an object. */
function watchMethods(target: object, names: readonly string[]): void {
  for (const name of names) {
    const method: unknown = Reflect.get(target, name);
    if (typeof method === "function") Reflect.set(target, name, watch(method as () => unknown));
  }
}

if (process.env[folderVariable] !== undefined) {
  setOrigin(expect.getState().testPath ?? "unknown");
  // The channel belongs to the process, which runs several test files.
  if (requests.maskingLeaks !== undefined) requests.unsubscribe(requests.maskingLeaks);
  requests.maskingLeaks = (message) => listen(message as Parameters<typeof listen>[0]);
  requests.subscribe(requests.maskingLeaks);
  jest.mock("../../provider/plivo/client.ts", () => {
    const actual = jest.requireActual<typeof import("../../provider/plivo/client.ts")>(
      "../../provider/plivo/client.ts",
    );
    watchMethods(actual.PlivoClient.prototype, ["create", "get", "list", "update", "expire"]);
    return actual;
  });
  jest.mock("../../provider/dynamic/provider.ts", () => {
    const actual = jest.requireActual<typeof import("../../provider/dynamic/provider.ts")>(
      "../../provider/dynamic/provider.ts",
    );
    const maskingProvider = (host: Host) => {
      const log = (line: string) => {
        capture("log", line);
        host.log(line);
      };
      const provider = actual.maskingProvider({ ...host, log });
      watchMethods(provider, Object.keys(provider));
      return provider;
    };
    return { ...actual, maskingProvider };
  });
}
