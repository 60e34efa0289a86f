#!/usr/bin/env node
import "./require-node";
import { machineClock } from "../provider/common/clock";
import { exitWithEngine } from "../provider/common/exit-with-engine";
import { EngineLog } from "./engine-log";
import { serve } from "./server";
import { Service } from "./service";

/** The executable: Pulumi's engine starts it, and reads the port from the first line that it prints. */
async function main(): Promise<void> {
  const log = new EngineLog();
  const { port } = await serve(new Service({ environment: process.env, clock: machineClock, log }), log);
  process.stdout.write(`${String(port)}\n`);
  exitWithEngine();
}

void main();
