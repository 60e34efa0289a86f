import type { ServiceError } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { EngineLog } from "../../../plugin/engine-log.ts";
import { unaryCalls, type UnaryCalls, type UnaryMethod } from "../../../plugin/server.ts";
import { Service, type ServiceOptions } from "../../../plugin/service.ts";
import { visible } from "../../../provider/common/visible.ts";
import { capture } from "../../../tools/leaks/record.ts";
import { initFailedIn, PluginCalls } from "../plugin-calls.ts";

/** The engine's log, which passes each line on. */
export class Lines extends EngineLog {
  readonly #show: (line: string) => void;

  constructor(show: (line: string) => void) {
    super();
    this.#show = show;
  }

  override line(text: string): void {
    const line = visible(text);
    capture("log", line);
    this.#show(line);
  }
}

/** A failed call: what the engine gets, and what the plugin threw. */
export class FailedCall extends Error {
  /** The resource, if it is a partial failure. */
  readonly failed: ReturnType<typeof initFailedIn>;
  /** The plugin's error with the text that the engine shows. */
  readonly shown: Error;

  constructor(status: Pick<ServiceError, "details" | "metadata">, thrown: unknown) {
    super(status.details);
    capture("error", status.details);
    this.failed = initFailedIn(status);
    const cause = this.failed === undefined ? thrown : (thrown as Error).cause;
    const text = { value: status.details };
    this.shown = Object.create(Object(cause) as Error, { message: text, stack: text }) as Error;
  }
}

/** The plugin's gRPC handlers without a connection. Every message is encoded and decoded. */
export class PluginHandlers extends PluginCalls {
  readonly #calls: UnaryCalls;
  readonly #thrown = new WeakMap<object, unknown>();

  constructor(options: ServiceOptions) {
    super();
    const service = new Service(options);
    this.#calls = unaryCalls(noteThrown(service, this.#thrown), options.log);
  }

  protected override ask<Response>(method: UnaryMethod, request: unknown): Promise<Response> {
    const { requestSerialize, requestDeserialize, responseSerialize, responseDeserialize } =
      ResourceProviderService[method] as Codec;
    const received = requestDeserialize(requestSerialize(request));
    return new Promise((resolve, reject) => {
      this.#calls[method]({ request: received } as never, (error, response) => {
        if (error == null) resolve(responseDeserialize(responseSerialize(response)) as Response);
        else reject(new FailedCall(error as ServiceError, this.#thrown.get(received)));
      });
    });
  }
}

interface Codec {
  readonly requestSerialize: (message: unknown) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => object;
  readonly responseSerialize: (message: unknown) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => unknown;
}

/** The same service, which notes what each request throws. */
function noteThrown(service: Service, thrown: WeakMap<object, unknown>): Service {
  const methodOf = (name: UnaryMethod) => async (request: object) => {
    try {
      return await service[name](request as never);
    } catch (error) {
      thrown.set(request, error);
      throw error;
    }
  };
  return new Proxy(service, { get: (_, name) => methodOf(name as UnaryMethod) });
}
