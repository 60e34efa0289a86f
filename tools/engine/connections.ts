import * as settings from "@pulumi/pulumi/runtime/settings.js";

const { grpcClientOptions: options } = settings as unknown as { grpcClientOptions: Record<string, unknown> };

/**
 * The SDK shares connections to engines within a process, by port. If a CLI is killed, its connection waits
 * to reconnect, and a later CLI on the same port seems unreachable; the SDK then lets the program succeed
 * without resources. A local pool avoids this.
 */
options["grpc.use_local_subchannel_pool"] = 1;
