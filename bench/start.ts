import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import type * as Grpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as Messages from "@pulumi/pulumi/proto/provider_pb.js";
import type * as Structs from "google-protobuf/google/protobuf/struct_pb.js";
import { noOpModule, oneLineText, providerText } from "../rivals/index.ts";
import { declaredSession } from "../rivals/session.ts";
import type { Sample } from "../samples.ts";

// Generated code whose exports Node cannot tell from its text.
const require = createRequire(import.meta.url);
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb") as typeof Grpc;
const { CheckRequest, ConfigureRequest } = require("@pulumi/pulumi/proto/provider_pb") as typeof Messages;
const { Struct } = require("google-protobuf/google/protobuf/struct_pb") as typeof Structs;

const host = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");

/** The text of `__provider` by rival, and the folder from which it loads its module. */
const texts = {
  provider: {
    text: providerText,
    folder: import.meta.dirname,
  },
  oneLine: { text: oneLineText(), folder: path.dirname(noOpModule) },
} as const;

type Rival = keyof typeof texts;

/** Each provider's process in turn: from its start to the answer of its first check. */
export async function measureStarts(round: number): Promise<Sample[]> {
  const rivals = Object.keys(texts) as Rival[];
  const samples: Sample[] = [];
  for (const of of round % 2 === 0 ? rivals : rivals.toReversed()) {
    samples.push({ of, size: 1, figure: "start to the first answer, s", value: await measureStart(of) });
  }
  return samples;
}

async function measureStart(rival: Rival): Promise<number> {
  const { text, folder } = texts[rival];
  const begin = performance.now();
  const child = spawn(process.execPath, [host, "127.0.0.1:1"], {
    cwd: folder,
    env: { ...process.env, PULUMI_NODEJS_PROJECT: "bench" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const client = new ResourceProviderClient(
      `127.0.0.1:${await firstLine(child)}`,
      credentials.createInsecure(),
    );
    await firstAnswer(client, text);
    const seconds = (performance.now() - begin) / 1000;
    client.close();
    return seconds;
  } finally {
    const exited = once(child, "exit");
    child.kill();
    await exited;
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) return "";
  const [port] = (await once(createInterface({ input: stdout }), "line")) as [string];
  return port;
}

async function firstAnswer(client: Grpc.ResourceProviderClient, text: string): Promise<void> {
  const configure = new ConfigureRequest();
  configure.setArgs(Struct.fromJavaScript({}));
  await answered((done) => client.configure(configure, done));
  const check = new CheckRequest();
  check.setOlds(Struct.fromJavaScript({}));
  check.setNews(Struct.fromJavaScript({ ...declaredSession(0, 30), __provider: text }));
  await answered((done) => client.check(check, done));
}

function answered(start: (done: (error: ServiceError | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error === null) resolve();
      else reject(new Error(error.details));
    });
  });
}
