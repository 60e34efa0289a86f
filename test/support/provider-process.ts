import { spawn, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createInterface } from "node:readline";
import { capture } from "../../tools/leaks/record.ts";
import { noteValuesOf } from "./leaks/values.ts";
import { GrpcCalls, type Bag } from "./plugin-calls.ts";

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

const name = "session";

/** The dynamic-provider process of @pulumi/pulumi, called over gRPC as the engine calls it. */
export class ProviderProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly calls: GrpcCalls,
    private readonly output: Output,
  ) {}

  /** Starts the process with only these PLIVO_ variables, and the stack's configuration. */
  static async start(environment: Record<string, string>, config: Bag = {}): Promise<ProviderProcess> {
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
    const calls = new GrpcCalls(port);
    await calls.configure(config);
    return new ProviderProcess(child, calls, output);
  }

  /** Waits until the process has printed this text: output arrives independently of responses. */
  waitForLog(text: string): Promise<void> {
    return this.output.waitFor(text);
  }

  async check(news: Bag) {
    const { inputs, failures } = await this.calls.check(name, sent(news));
    return { inputs: received(inputs), failures };
  }

  async diff(id: string, outputs: Bag, news: Bag) {
    const { changes, replaces } = await this.calls.diff(name, { id, inputs: {}, outputs }, sent(news));
    return { changes, replaces };
  }

  async create(inputs: Bag) {
    const { id, outputs } = await this.calls.create(name, sent(inputs));
    return { id, outputs: received(outputs) };
  }

  async read(id: string, outputs: Bag) {
    const read = await this.calls.read(name, id, { outputs: sent(outputs) });
    return { id: read.id, outputs: received(read.outputs), inputs: received(read.inputs) };
  }

  async update(id: string, outputs: Bag, news: Bag) {
    const updated = await this.calls.update(name, { id, inputs: {}, outputs }, sent(news));
    return received(updated.outputs);
  }

  delete(id: string, outputs: Bag): Promise<void> {
    return this.calls.delete(name, { id, inputs: {}, outputs: sent(outputs) });
  }

  async close(): Promise<void> {
    this.calls.close();
    const exited = once(this.child, "exit");
    this.child.kill();
    await exited;
  }
}

function withoutPlivo(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("PLIVO_")));
}

function sent(values: Bag): Bag {
  noteValuesOf(values);
  return { ...values, __provider: providerText };
}

/** Without `__provider`, which the host adds to everything. */
function received({ __provider: _, ...rest }: Bag): Properties {
  return rest;
}
