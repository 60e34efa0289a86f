import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { Server, ServerCredentials, type handleUnaryCall } from "@grpc/grpc-js";
import grpc from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language, { type RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";

/*
 * A replacement for Pulumi's language host of Node. Only a release of the CLI has that host, and no registry.
 * Like it, this one starts a program by the SDK's own runner.
 */

/** The runner's exit code after it has shown the error itself. */
const bailed = 32;

async function run(request: RunRequest): Promise<RunResponse> {
  const code = await exitCode(request);
  const response = new language.RunResponse();
  if (code === bailed) response.setBail(true);
  else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${String(code)}`);
  return response;
}

/** The engine shows this process's output, and so the program's. */
function exitCode(request: RunRequest): Promise<number | NodeJS.Signals | null> {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() ?? request.getPwd();
  const options = info?.getOptions()?.toJavaScript() ?? {};
  const runner = createRequire(path.join(folder, "index.js")).resolve("@pulumi/pulumi/cmd/run");
  const parameters = [
    runner,
    ...["--monitor", request.getMonitorAddress(), "--engine", engineAddress],
    ...["--project", request.getProject(), "--stack", request.getStack()],
    ...["--organization", request.getOrganization(), "--pwd", request.getPwd()],
    ...(request.getDryrun() ? ["--dry-run"] : []),
    ...["--parallel", String(request.getParallel()), "--tracing", ""],
    info?.getEntryPoint() ?? ".",
    ...request.getArgsList(),
  ];
  const environment = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    ...(options["typescript"] === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
  };
  return new Promise((resolve, reject) => {
    spawn(process.execPath, parameters, {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "inherit", "inherit"],
    })
      .on("error", reject)
      .on("close", (code, signal) => {
        resolve(code ?? signal);
      });
  });
}

let engineAddress = "";

/** The protocol's methods that the engine calls for a program. */
const methods: Readonly<Record<string, (request: never) => unknown>> = {
  handshake: (request: { getEngineAddress: () => string }) => {
    engineAddress = request.getEngineAddress();
    return new language.LanguageHandshakeResponse();
  },
  getPluginInfo: () => new plugin.PluginInfo().setVersion("0.0.0"),
  getRequiredPlugins: () => new language.GetRequiredPluginsResponse(),
  getRequiredPackages: () => new language.GetRequiredPackagesResponse(),
  run,
};

function unaryHandler(method: (request: never) => unknown): handleUnaryCall<unknown, unknown> {
  return ({ request }, respond) => {
    const result = new Promise((resolve) => {
      resolve(method(request as never));
    });
    result.then(
      (response) => {
        respond(null, response);
      },
      (error: unknown) => {
        respond(error as Error);
      },
    );
  };
}

const server = new Server();
const entries = Object.entries(methods).map(([name, method]) => [name, unaryHandler(method)] as const);
server.addService(grpc.LanguageRuntimeService, Object.fromEntries(entries));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${String(port)}\n`);
});
// The engine has the other end, which closes when the engine ends.
process.stdin.once("end", () => process.exit()).resume();
