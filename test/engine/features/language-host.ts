import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * A host of the language Node.js that can tell what it is and nothing else: `pulumi import` asks for one, though it runs no
 * program, and no package registry has Pulumi's own.
 */
const host = `#!/usr/bin/env node
const grpc = require(${JSON.stringify(require.resolve("@grpc/grpc-js"))});
const proto = ${JSON.stringify(path.dirname(require.resolve("@pulumi/pulumi/proto/language_grpc_pb.js")))};
const { LanguageRuntimeService } = require(proto + "/language_grpc_pb.js");
const { PluginInfo } = require(proto + "/plugin_pb.js");
const { GetRequiredPackagesResponse } = require(proto + "/language_pb.js");
const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  getPluginInfo: (_, answer) => answer(null, new PluginInfo()),
  getRequiredPackages: (_, answer) => answer(null, new GetRequiredPackagesResponse()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, port) => console.log(port));
`;

/** Puts that host where the CLI of the stack in this folder finds it. */
export async function installLanguageHost(folder: string): Promise<void> {
  const plugin = path.join(folder, "home", "plugins", "language-nodejs-v3.0.0");
  await mkdir(plugin, { recursive: true });
  const file = path.join(plugin, "pulumi-language-nodejs");
  await writeFile(file, host);
  await chmod(file, 0o755);
}
