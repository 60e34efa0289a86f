import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { EngineLog } from "../../plugin/engine-log.ts";
import { serve, type UnaryMethod } from "../../plugin/server.ts";
import { Service } from "../../plugin/service.ts";
import type { Clock } from "../../provider/common/clock.ts";
import { PluginCalls, struct, type Bag } from "./plugin-calls.ts";

type Method = (request: unknown, respond: (error: ServiceError | null, response: unknown) => void) => void;

/** The plugin's service over gRPC, in this process, called as the engine calls it. */
export class PluginClient extends PluginCalls {
  readonly #client: ResourceProviderClient;
  readonly #close: () => void;
  readonly #lines: readonly string[];

  private constructor(port: number, lines: readonly string[], close: () => void) {
    super();
    this.#lines = lines;
    this.#client = new ResourceProviderClient(`127.0.0.1:${String(port)}`, credentials.createInsecure());
    this.#close = close;
  }

  static async open(environment: NodeJS.ProcessEnv, clock: Clock): Promise<PluginClient> {
    const log = new EngineLog();
    const lines: string[] = [];
    jest.spyOn(log, "line").mockImplementation((line) => void lines.push(line));
    const { port, close } = await serve(new Service({ environment, clock, log }), log);
    const client = new PluginClient(port, lines, close);
    await client.configure();
    return client;
  }

  close(): void {
    this.#client.close();
    this.#close();
  }

  /** The plugin's log lines during the work. */
  async linesDuring(work: () => Promise<unknown>): Promise<string[]> {
    const before = this.#lines.length;
    await work();
    return this.#lines.slice(before);
  }

  /** @returns the ids, and the token for more. */
  async list(query: Bag, { pageSize = 0, token = "" } = {}) {
    const request = new pb.ListRequest().setToken("plivo:index:MaskingSession");
    request.setPageSize(pageSize).setContinuationToken(token).setQuery(struct(query));
    const ids: string[] = [];
    let next = "";
    for await (const one of this.#client.list(request) as AsyncIterable<pb.ListResponse>) {
      const id = one.getResult()?.getId();
      if (id !== undefined) ids.push(id);
      next = one.getContinuation()?.getContinuationToken() ?? next;
    }
    return { ids, next };
  }

  protected ask<Response>(name: UnaryMethod, request: unknown): Promise<Response> {
    const methods = this.#client as unknown as Readonly<Record<string, Method>>;
    return new Promise((resolve, reject) => {
      methods[name]?.call(this.#client, request, (error, response) => {
        if (error === null) resolve(response as Response);
        else reject(error);
      });
    });
  }
}
