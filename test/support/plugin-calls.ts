import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { UnaryMethod } from "../../plugin/server.ts";
import { capture } from "../../tools/leaks/record.ts";

export type Bag = Readonly<Record<string, unknown>>;

export const urnOf = (name: string, type = "plivo:index:MaskingSession") =>
  `urn:pulumi:dev::masking::${type}::${name}`;

/** A value as the protocol marks it as secret. */
export const secretOf = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const struct = (bag: Bag) => Struct.fromJavaScript(bag as Record<string, JavaScriptValue>);
const { DIFF_SOME, DIFF_UNKNOWN } = pb.DiffResponse.DiffChanges;
const plain = (sent: Struct | undefined) => sent?.toJavaScript() as Bag | undefined;

/** A resource as the engine has it after a create or an update. */
export interface Resource {
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
  /** Only if the engine has to read the resource before an update. */
  readonly refreshBeforeUpdate?: true;
}

/** The mark of a response that asks for a read before each update, if it has one. */
const markOf = (response: { getRefreshBeforeUpdate(): boolean }) =>
  response.getRefreshBeforeUpdate() ? ({ refreshBeforeUpdate: true } as const) : {};

/** The protocol's calls as the engine makes them, over any transport. */
export abstract class PluginCalls {
  protected abstract ask<Response>(method: UnaryMethod, request: unknown): Promise<Response>;

  /** Begins an operation, as each Pulumi command does. */
  async configure(args: Bag = {}, provider = "default"): Promise<void> {
    const request = new pb.ConfigureRequest().setUrn(urnOf(provider, "pulumi:providers:plivo"));
    request.setArgs(struct(args));
    await this.ask("configure", request);
  }

  cancel(): Promise<unknown> {
    return this.ask("cancel", new Empty());
  }

  /** @returns the checked settings, and each failure as "property: reason". */
  async checkConfig(args: Bag, provider = "support") {
    const request = new pb.CheckRequest().setUrn(urnOf(provider, "pulumi:providers:plivo"));
    request.setNews(struct(args));
    const response = await this.ask<pb.CheckResponse>("checkConfig", request);
    const failures = response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
    return { inputs: plain(response.getInputs()) ?? {}, failures };
  }

  /** @returns what differs in the settings, and what of that replaces the provider. */
  async diffConfig(olds: Bag, news: Bag) {
    const request = new pb.DiffRequest().setUrn(urnOf("support", "pulumi:providers:plivo"));
    request.setOldInputs(struct(olds));
    request.setNews(struct(news));
    const response = await this.ask<pb.DiffResponse>("diffConfig", request);
    return { diffs: response.getDiffsList(), replaces: response.getReplacesList() };
  }

  /** @returns the checked inputs, secrets marked, and each failure as "property: reason". */
  async check(name: string, news: Bag, type?: string) {
    const request = new pb.CheckRequest().setUrn(urnOf(name, type));
    request.setOlds(struct({})).setNews(struct(news));
    const response = await this.ask<pb.CheckResponse>("check", request);
    const failures = response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
    return { inputs: plain(response.getInputs()) ?? {}, failures };
  }

  async diff(name: string, { id, inputs, outputs }: Resource, news: Bag) {
    const request = new pb.DiffRequest().setUrn(urnOf(name)).setId(id);
    request.setOlds(struct(outputs));
    request.setOldInputs(struct(inputs));
    request.setNews(struct(news));
    const response = (await this.ask<pb.DiffResponse>("diff", request)).toObject();
    return {
      // Undefined: the engine compares the inputs itself.
      changes: response.changes === DIFF_UNKNOWN ? undefined : response.changes === DIFF_SOME,
      replaces: response.replacesList,
      stables: response.stablesList,
      detailed: Object.fromEntries(
        response.detaileddiffMap.map(([key, { kind, inputdiff }]) => [key, [kindNames[kind], inputdiff]]),
      ),
    };
  }

  async create(name: string, inputs: Bag, { preview = false, timeout = 0 } = {}): Promise<Resource> {
    const request = new pb.CreateRequest().setUrn(urnOf(name)).setPreview(preview).setTimeout(timeout);
    request.setProperties(struct(inputs));
    const response = await this.ask<pb.CreateResponse>("create", request);
    return {
      id: response.getId(),
      inputs,
      outputs: plain(response.getProperties()) ?? {},
      ...markOf(response),
    };
  }

  async update(name: string, { id, inputs, outputs }: Resource, news: Bag, { preview = false } = {}) {
    const request = new pb.UpdateRequest().setUrn(urnOf(name)).setId(id).setPreview(preview);
    request.setOlds(struct(outputs));
    request.setOldInputs(struct(inputs));
    request.setNews(struct(news));
    const response = await this.ask<pb.UpdateResponse>("update", request);
    return { id, inputs: news, outputs: plain(response.getProperties()) ?? {}, ...markOf(response) };
  }

  /** Without inputs and outputs: an import. */
  async read(name: string, id: string, known: Partial<Resource> = {}) {
    const request = new pb.ReadRequest().setUrn(urnOf(name)).setId(id);
    if (known.inputs !== undefined) request.setInputs(struct(known.inputs));
    if (known.outputs !== undefined) request.setProperties(struct(known.outputs));
    const response = await this.ask<pb.ReadResponse>("read", request);
    return {
      id: response.getId(),
      inputs: plain(response.getInputs()) ?? {},
      outputs: plain(response.getProperties()) ?? {},
      ...markOf(response),
    };
  }

  async delete(name: string, { id, outputs }: Resource, { timeout = 0 } = {}): Promise<void> {
    const request = new pb.DeleteRequest().setUrn(urnOf(name)).setId(id).setTimeout(timeout);
    request.setProperties(struct(outputs));
    await this.ask("delete", request);
  }

  async invoke(tok: string, args: Bag) {
    const request = new pb.InvokeRequest().setTok(tok);
    request.setArgs(struct(args));
    const response = await this.ask<pb.InvokeResponse>("invoke", request);
    const failures = response.getFailuresList().map((one) => one.getReason());
    return { result: plain(response.getReturn()), failures };
  }
}

type Method = (request: unknown, respond: (error: ServiceError | null, response: unknown) => void) => void;

/** The calls over gRPC, to a port of this machine. */
export class GrpcCalls extends PluginCalls {
  protected readonly client: ResourceProviderClient;

  constructor(port: number | string) {
    super();
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  close(): void {
    this.client.close();
  }

  protected ask<Response>(name: UnaryMethod, request: unknown): Promise<Response> {
    const methods = this.client as unknown as Readonly<Record<string, Method>>;
    return new Promise((resolve, reject) => {
      methods[name]?.call(this.client, request, (error, response) => {
        if (error === null) {
          resolve(response as Response);
          return;
        }
        capture("error", error.details);
        reject(error);
      });
    });
  }
}

/** The resource in the error of a partial failure. */
export function initFailedIn({ metadata }: Pick<ServiceError, "metadata">) {
  const [bytes] = metadata.get("grpc-status-details-bin");
  if (bytes === undefined) return undefined;
  const [detail] = Status.deserializeBinary(bytes as Buffer).getDetailsList();
  const failed = detail?.unpack(
    (data) => pb.ErrorResourceInitFailed.deserializeBinary(data),
    detail.getTypeName(),
  );
  if (failed == null) return undefined;
  return {
    id: failed.getId(),
    reasons: failed.getReasonsList(),
    refreshBeforeUpdate: failed.getRefreshBeforeUpdate(),
    properties: plain(failed.getProperties()) ?? {},
  };
}

const kindNames = Object.fromEntries(
  Object.entries(pb.PropertyDiff.Kind).map(([name, kind]) => [kind, name.toLowerCase()]),
);
