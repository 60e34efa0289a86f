import {
  Server,
  ServerCredentials,
  type handleServerStreamingCall,
  type handleUnaryCall,
} from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { ListRequest, ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { EngineLog } from "./engine-log";
import type { Service } from "./service";
import { serviceError } from "./status";

/** The protocol's unary methods, by their names in `Service`. */
const unaryMethods = [
  "handshake",
  "attach",
  "getPluginInfo",
  "getSchema",
  "checkConfig",
  "diffConfig",
  "configure",
  "cancel",
  "invoke",
  "check",
  "diff",
  "create",
  "read",
  "update",
  "delete",
] as const;

export type UnaryMethod = (typeof unaryMethods)[number];
export type UnaryCalls = Readonly<Record<UnaryMethod, handleUnaryCall<unknown, unknown>>>;

/** The protocol's unary methods for gRPC. */
export function unaryCalls(service: Service, log: EngineLog): UnaryCalls {
  const calls = unaryMethods.map((name) => {
    const method = (request: never): unknown => service[name](request);
    return [name, unaryCall(method, log)] as const;
  });
  return Object.fromEntries(calls) as UnaryCalls;
}

/** Serves the protocol on loopback. */
export async function serve(service: Service, log: EngineLog): Promise<{ port: number; close: () => void }> {
  // A list of sessions may exceed the default limit of 4 MB.
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, { ...unaryCalls(service, log), list: listCall(service) });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    port,
    close: () => {
      server.forceShutdown();
      log.close();
    },
  };
}

function unaryCall(method: (request: never) => unknown, log: EngineLog): handleUnaryCall<unknown, unknown> {
  return ({ request }, respond) => {
    Promise.resolve()
      .then(() => method(request as never))
      // A call's lines must come before its result.
      .finally(() => log.flush())
      .then(
        (response) => {
          respond(null, response);
        },
        (error: unknown) => {
          respond(serviceError(error));
        },
      );
  };
}

function listCall(service: Service): handleServerStreamingCall<ListRequest, ListResponse> {
  return (call) => {
    const work = async () => {
      for await (const response of service.list(call.request)) call.write(response);
    };
    work().then(
      () => {
        call.end();
      },
      (error: unknown) => {
        call.emit("error", serviceError(error));
      },
    );
  };
}
