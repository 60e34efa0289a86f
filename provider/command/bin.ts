#!/usr/bin/env node
import { exitCodes } from "./exit-codes";
import { main } from "./main";

const interruption = new AbortController();
// The first Ctrl-C ends the work where that is harmless, the second one whatever goes on.
process.once("SIGINT", () => {
  interruption.abort();
});

const { stdin, stdout, stderr, env: environment } = process;
const io = { stdin, stdout, stderr, environment, folder: process.cwd(), interruption };

void main(process.argv.slice(2), io).then((exitCode) => {
  process.exitCode = exitCode;
  // What was given up may still hold connections.
  if (exitCode === exitCodes.interrupted) process.exit();
});
