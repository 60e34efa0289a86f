import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { messageFor, type Audience } from "../provider/accounts/next-steps";
import { codeAndAddress, ProviderError } from "../provider/common/errors";

/** The text of an error for the engine: the message, the code, and the address of its documentation. */
export function errorText(error: unknown, to: Audience = "resource"): string {
  if (!(error instanceof ProviderError)) return String((error as Error).stack ?? error);
  return `${messageFor(to, error)}\n${codeAndAddress(error.code)}`;
}

/** The status of a failed call. */
export function serviceError(error: unknown): Pick<ServiceError, "code" | "details" | "metadata"> {
  if (error instanceof PartialFailure) return error;
  return { code: status.UNKNOWN, details: errorText(error), metadata: new Metadata() };
}

/**
 * Pulumi's "initialization failed". The engine stores the resource, shows the reason, and the next `up`
 * updates the resource even if the program is unchanged.
 */
export class PartialFailure extends Error {
  readonly code = status.UNKNOWN;
  readonly details: string;
  readonly metadata = new Metadata();

  constructor(cause: Error, { id, properties, refreshBeforeUpdate }: PartialResource) {
    super(cause.message, { cause });
    this.details = errorText(cause);
    const resource = new ErrorResourceInitFailed()
      .setId(id)
      .setReasonsList([this.details])
      .setRefreshBeforeUpdate(refreshBeforeUpdate);
    resource.setProperties(properties);
    const detail = new Any();
    detail.pack(resource.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const rpcStatus = new Status().setCode(this.code).setMessage(this.details);
    rpcStatus.addDetails(detail);
    // gRPC's key for a status with details.
    this.metadata.add("grpc-status-details-bin", Buffer.from(rpcStatus.serializeBinary()));
  }
}

interface PartialResource {
  readonly id: string;
  readonly properties: Struct;
  readonly refreshBeforeUpdate: boolean;
}
