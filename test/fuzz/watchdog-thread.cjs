"use strict";

const { writeSync } = require("node:fs");
const { setInterval } = require("node:timers");
const { workerData } = require("node:worker_threads");

/** The thread of `Watchdog`: it runs on while the process's own thread is stuck. */
const { calls, limit } = workerData;
let before = Atomics.load(calls, 0);

setInterval(() => {
  const now = Atomics.load(calls, 0);
  if (now === before) {
    writeSync(
      2,
      `The watchdog ends this process: its call ${String(now)} has taken ${String(limit)} ms or more.\n`,
    );
    process.kill(process.pid, "SIGKILL");
  }
  before = now;
}, limit);
