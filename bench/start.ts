import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import path from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import type * as Grpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as Messages from "@pulumi/pulumi/proto/provider_pb.js";
import type * as Structs from "google-protobuf/google/protobuf/struct_pb.js";
import { pluginFolder } from "./operations/stack.ts";
import { ratios, type Row, type Settings } from "./results.ts";
import { declaredSession } from "./rivals/session.ts";

// Node cannot detect the exports of this generated code.
const require = createRequire(import.meta.url);
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb") as typeof Grpc;
const { CheckRequest, ConfigureRequest } = require("@pulumi/pulumi/proto/provider_pb") as typeof Messages;
const { Struct } = require("google-protobuf/google/protobuf/struct_pb") as typeof Structs;

const host = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");

/** The value of `__provider`, from which the process loads the provider. */
const ours = 'exports.handler=()=>require("pulumi-plivo-masking/provider")';
const { providerText: noOpText } = require("./rivals/no-op.cjs") as { providerText: string };

const plugin = path.join(pluginFolder, "pulumi-resource-plivo");

/** Time from the start of a provider's process to the response to its first check. */
export async function measureStarts({ rounds, note }: Settings): Promise<Row[]> {
  const dynamic: number[] = [];
  const noOp: number[] = [];
  const native: number[] = [];
  // A start is short, so it is measured more often.
  for (let round = 1; round <= 3 * rounds; round += 1) {
    note(`round ${round}`);
    dynamic.push(await measureStart(host, { __provider: ours }));
    noOp.push(await measureStart(host, { __provider: noOpText }));
    native.push(await measureStart(plugin, {}));
  }
  return [
    ...ratios(["start of the provider's process", undefined], dynamic, { "no-op": noOp }),
    ...ratios(["start of the provider's process, native", undefined], native, { dynamic }),
  ];
}

async function measureStart(script: string, more: Record<string, string>): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [script, "127.0.0.1:1"], {
    // The folder from which the no-op is loaded.
    cwd: path.join(import.meta.dirname, "rivals"),
    env: { ...process.env, PULUMI_NODEJS_PROJECT: "bench" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const configure = new ConfigureRequest();
    configure.setArgs(Struct.fromJavaScript({}));
    await call((done) => client.configure(configure, done));
    const check = new CheckRequest().setUrn("urn:pulumi:dev::bench::plivo:index:MaskingSession::first");
    check.setOlds(Struct.fromJavaScript({}));
    check.setNews(Struct.fromJavaScript({ ...declaredSession(0), ...more }));
    await call((done) => client.check(check, done));
    client.close();
    return (performance.now() - start) / 1000;
  } finally {
    const exited = once(child, "exit");
    child.kill();
    await exited;
  }
}

function call(start: (done: (error: ServiceError | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}
