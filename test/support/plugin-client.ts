import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { serve } from "../../plugin/server.ts";
import { Service } from "../../plugin/service.ts";
import type { Clock } from "../../provider/common/clock.ts";
import { GrpcCalls, struct, type Bag } from "./plugin-calls.ts";
import { Lines } from "./stand-in/plugin-handlers.ts";

/** The plugin's service over gRPC, in this process, called as the engine calls it. */
export class PluginClient extends GrpcCalls {
  readonly #close: () => void;
  readonly #lines: readonly string[];

  private constructor(port: number, lines: readonly string[], close: () => void) {
    super(port);
    this.#lines = lines;
    this.#close = close;
  }

  static async open(environment: NodeJS.ProcessEnv, clock: Clock): Promise<PluginClient> {
    const lines: string[] = [];
    const log = new Lines((line) => void lines.push(line));
    const { port, close } = await serve(new Service({ environment, clock, log }), log);
    const client = new PluginClient(port, lines, close);
    await client.configure();
    return client;
  }

  override close(): void {
    super.close();
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
    for await (const one of this.client.list(request) as AsyncIterable<pb.ListResponse>) {
      const id = one.getResult()?.getId();
      if (id !== undefined) ids.push(id);
      next = one.getContinuation()?.getContinuationToken() ?? next;
    }
    return { ids, next };
  }
}
