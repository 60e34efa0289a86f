#!/usr/bin/env node
import { machineClock } from "../common/clock";
import { nodeVersionError } from "../common/node-version";
import { errorEntryAddress } from "../common/project-address";

const tooOld = nodeVersionError(process.versions.node, process.execPath);
if (tooOld === undefined) run();
else {
  const { code, message } = tooOld;
  const address = errorEntryAddress(code);
  const json = process.argv.includes("--json");
  process.stderr.write(
    json
      ? `${JSON.stringify({ error: { code, message, address } })}\n`
      : `error: ${message} [${code}: ${address}]\n`,
  );
  process.exitCode = 1;
}

/** Loads the rest after the check, because an older Node cannot run it. */
function run(): void {
  const { exitCodes } = require("./exit-codes") as typeof import("./exit-codes");
  const { main } = require("./main") as typeof import("./main");
  const interruption = new AbortController();
  // The first Ctrl-C stops the work after the request in flight; a second one kills the process.
  process.once("SIGINT", () => {
    interruption.abort();
  });
  const { stdin, stdout, stderr, env: environment } = process;
  const io = { stdin, stdout, stderr, environment, clock: machineClock, folder: process.cwd(), interruption };
  void main(process.argv.slice(2), io).then((exitCode) => {
    process.exitCode = exitCode;
    // Abandoned requests may still hold connections.
    if (exitCode === exitCodes.interrupted) process.exit();
  });
}
