"use strict";

/*
 * A preload for the process of dynamic providers that skips its waits. A wait moves the time of that process
 * and of the emulator. If waits overlap, the earliest one ends first. Other processes do not change.
 * MASKING_SKIP_WAITS is the emulator's endpoint. Both clocks agree from the start: this file adds what
 * PLIVO_CLOCK_OFFSET lacks of the emulator's offset.
 */

const { execFileSync } = require("node:child_process");
const { performance } = require("node:perf_hooks");
const timers = require("node:timers/promises");

const endpoint = process.env["MASKING_SKIP_WAITS"];
const isProvider = /[/\\]cmd[/\\]dynamic-provider\b/.test(process.argv[1] ?? "");
if (endpoint !== undefined && isProvider) skipWaits(`${endpoint}/_emulator/clock`);

/** @param {string} clock the URL of the emulator's clock */
function skipWaits(clock) {
  const started = Number(process.env["PLIVO_CLOCK_OFFSET"] ?? 0) || 0;
  const real = { now: Date.now, elapsed: performance.now.bind(performance) };
  /** Milliseconds by which this process is ahead of real time. */
  let ahead = (offsetNow(clock) - started) * 1000;
  Date.now = () => real.now() + ahead;
  performance.now = () => real.elapsed() + ahead;

  /** @type {{ due: number, end: () => void, fail: (error: unknown) => void }[]} */
  const waits = [];
  timers.setTimeout = (milliseconds = 1, value) =>
    new Promise((resolve, reject) => {
      waits.push({ due: performance.now() + milliseconds, end: () => resolve(value), fail: reject });
      if (waits.length === 1) void endAll();
    });

  async function endAll() {
    while (waits.length > 0) {
      // Lets other work run first, as in a real wait.
      await timers.setImmediate();
      waits.sort((a, b) => a.due - b.due);
      const [{ due, end, fail }] = waits;
      await moveOn(due - performance.now()).then(end, fail);
      waits.shift();
    }
  }

  /** @param {number} milliseconds */
  async function moveOn(milliseconds) {
    if (milliseconds <= 0) return;
    const body = JSON.stringify({ advance: milliseconds / 1000 });
    const headers = { "content-type": "application/json" };
    const answer = await globalThis.fetch(clock, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`The emulator's clock cannot be moved: ${String(answer.status)}.`);
    const { offset } = await answer.json();
    // A test may have moved it too.
    ahead = Math.max(ahead + milliseconds, (offset - started) * 1000);
  }
}

/**
 * The emulator's offset from real time, in seconds, before anything else happens in this process.
 *
 * @param {string} clock
 */
function offsetNow(clock) {
  const ask =
    "fetch(process.argv[1]).then((answer) => answer.json()).then(({ offset }) => console.log(offset))";
  return Number(execFileSync(process.execPath, ["-e", ask, clock], { encoding: "utf8" }));
}
