"use strict";

/*
 * Runs one operation of the engine on the program of the working directory, and prints what it did as JSON.
 * Tests copy it into the project of a consumer. The Automation API would run the program in this process.
 * Here the SDK's own runner loads it in another process, as the Node language host of the CLI does.
 */

const { spawn } = require("node:child_process");
const path = require("node:path");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { LanguageServer } = require("@pulumi/pulumi/automation/server");
const { RunResponse } = require("@pulumi/pulumi/proto/language_pb");

/** @type {{ operation: string, typescript: boolean, nodeArguments: string[] }} */
const { operation, typescript, nodeArguments } = JSON.parse(process.argv[2]);

/** The arguments of the SDK's runner for one request of the engine. */
function runnerArguments(request) {
  const [engine] = request.getArgsList();
  return [
    ...nodeArguments,
    require.resolve("@pulumi/pulumi/cmd/run"),
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engine}`,
    `--organization=${request.getOrganization()}`,
    `--project=${request.getProject()}`,
    `--stack=${request.getStack()}`,
    `--parallel=${request.getParallel()}`,
    `--root-directory=${process.cwd()}`,
    `--pwd=${process.cwd()}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    ".",
  ];
}

function runProgram({ request }, callback) {
  const environment = {
    ...process.env,
    PULUMI_NODEJS_TYPESCRIPT: String(typescript),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
  // What the program prints is not the JSON that this process prints.
  const options = { env: environment, stdio: ["ignore", 2, 2] };
  spawn(process.execPath, runnerArguments(request), options).on("close", (code) => {
    const response = new RunResponse();
    if (code !== 0) response.setError(`the program ended with code ${code}`);
    callback(null, response);
  });
}

async function main() {
  LanguageServer.prototype.run = runProgram;
  const name = "consumer";
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "dev", projectName: name, program: async () => undefined },
    { workDir: process.cwd(), projectSettings: { name, runtime: "nodejs" } },
  );
  const result = await stack[operation]({ color: "never", onOutput: (text) => process.stderr.write(text) });
  const outputs = Object.entries(result.outputs ?? {}).map(([key, { value }]) => [key, value]);
  const report = {
    changes: result.changeSummary ?? result.summary.resourceChanges,
    outputs: Object.fromEntries(outputs),
    node: process.versions.node,
    sdk: require(path.join(path.dirname(require.resolve("@pulumi/pulumi")), "package.json")).version,
  };
  process.stdout.write(JSON.stringify(report));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
