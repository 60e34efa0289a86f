import * as settings from "@pulumi/pulumi/runtime/settings.js";

const { grpcClientOptions: options } = settings as unknown as { grpcClientOptions: Record<string, unknown> };

/**
 * The SDK's connections to engines are shared within a process by their ports. Where a CLI was killed, what is left of its own waits to
 * connect again, and a later CLI that gets the same port is taken for unreachable; the SDK then lets the program succeed with nothing.
 */
options["grpc.use_local_subchannel_pool"] = 1;
