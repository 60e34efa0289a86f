import { spawn, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  type CheckResponse,
  ConfigureRequest,
  CreateRequest,
  type CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  ReadRequest,
  type ReadResponse,
  UpdateRequest,
  type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { capture } from "../../tools/leaks/record.ts";
import { noteValuesOf } from "./leaks/values.ts";

export type Properties = Record<string, unknown>;

/** The text in every state, written out: a change of it would break them all. */
export const providerText = 'exports.handler=()=>require("pulumi-plivo-masking/provider")';

/** The output of a process. */
class Output extends EventEmitter {
  private text = "";

  add(text: string): void {
    this.text += text;
    capture("process", text);
    this.emit("added");
  }

  async waitFor(text: string): Promise<void> {
    while (!this.text.includes(text)) await once(this, "added");
  }
}

/** The dynamic-provider process of @pulumi/pulumi, called over gRPC as the engine calls it. */
export class ProviderProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly output: Output,
  ) {}

  /** Starts the process with only these PLIVO_ variables, and the stack's configuration. */
  static async start(environment: Record<string, string>, config: Properties = {}): Promise<ProviderProcess> {
    const child = spawn(
      process.execPath,
      [require.resolve("@pulumi/pulumi/cmd/dynamic-provider"), "127.0.0.1:1"],
      {
        env: { ...withoutPlivo(process.env), ...environment, PULUMI_NODEJS_PROJECT: "test" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const output = new Output();
    child.stderr.setEncoding("utf8").on("data", (text: string) => output.add(text));
    const lines = createInterface({ input: child.stdout });
    const [port] = (await once(lines, "line")) as [string];
    lines.on("line", (line) => output.add(`${line}\n`));
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const started = new ProviderProcess(child, client, output);
    const request = new ConfigureRequest();
    request.setArgs(struct(config));
    await call((done) => client.configure(request, done));
    return started;
  }

  /** Waits until the process has printed this text: output arrives independently of responses. */
  waitForLog(text: string): Promise<void> {
    return this.output.waitFor(text);
  }

  async check(news: Properties, olds: Properties = {}) {
    const request = new CheckRequest();
    request.setOlds(struct(olds));
    request.setNews(struct({ ...news, __provider: providerText }));
    const response = await call<CheckResponse>((done) => this.client.check(request, done));
    return { inputs: properties(response.getInputs()), failures: response.toObject().failuresList };
  }

  async diff(id: string, olds: Properties, news: Properties) {
    const request = new DiffRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct({ ...news, __provider: providerText }));
    const response = await call<DiffResponse>((done) => this.client.diff(request, done));
    const changes = {
      [DiffResponse.DiffChanges.DIFF_NONE]: false,
      [DiffResponse.DiffChanges.DIFF_SOME]: true,
    };
    return {
      changes: (changes as Record<number, boolean | undefined>)[response.getChanges()],
      replaces: response.getReplacesList(),
    };
  }

  async create(inputs: Properties) {
    const request = new CreateRequest();
    request.setProperties(struct({ ...inputs, __provider: providerText }));
    const response = await call<CreateResponse>((done) => this.client.create(request, done));
    return { id: response.getId(), outputs: properties(response.getProperties()) };
  }

  async read(id: string, olds: Properties) {
    const request = new ReadRequest();
    request.setId(id);
    request.setProperties(struct({ ...olds, __provider: providerText }));
    const response = await call<ReadResponse>((done) => this.client.read(request, done));
    return {
      id: response.getId(),
      outputs: properties(response.getProperties()),
      inputs: properties(response.getInputs()),
    };
  }

  async update(id: string, olds: Properties, news: Properties) {
    const request = new UpdateRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct({ ...news, __provider: providerText }));
    const response = await call<UpdateResponse>((done) => this.client.update(request, done));
    return properties(response.getProperties());
  }

  async delete(id: string, olds: Properties): Promise<void> {
    const request = new DeleteRequest();
    request.setId(id);
    request.setProperties(struct({ ...olds, __provider: providerText }));
    await call((done) => this.client.delete(request, done));
  }

  async close(): Promise<void> {
    this.client.close();
    const exited = once(this.child, "exit");
    this.child.kill();
    await exited;
  }
}

function withoutPlivo(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("PLIVO_")));
}

function struct(values: Properties): Struct {
  noteValuesOf(values);
  return Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
}

/** Without `__provider`, which the host adds to everything. */
function properties(message: Struct | undefined): Properties {
  const { __provider: _, ...rest } = message?.toJavaScript() ?? {};
  return rest;
}

function call<T>(start: (done: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, response) => {
      if (error === null) {
        resolve(response);
        return;
      }
      capture("error", error.details);
      reject(new Error(error.details));
    });
  });
}
