"use strict";

/*
 * Sends 14,000 requests to an emulator in this process and prints what has grown, except the log of requests.
 * Runs as its own process with --expose-gc, since a test's process holds much else.
 */

const { Buffer } = require("node:buffer");
const { setImmediate } = require("node:timers/promises");
const { buildApp } = require("../../../emulator/dist/server/app.js");
const { DataFile } = require("../../../emulator/dist/data/data-file.js");
const { savedParts } = require("../../../emulator/dist/data/saved-parts.js");
const { createEmulation } = require("../../../emulator/dist/emulation/index.js");

const warmUpMs = 2_000;
const requestCount = 14_000;
const collectionPath = "/v1/Account/MA-LOCAL-EMULATOR-00/Masking/Session";
const [, , file = ""] = process.argv;
const authorization = `Basic ${Buffer.from("MA-LOCAL-EMULATOR-00:emulator-token").toString("base64")}`;
const json = { authorization, "content-type": "application/json" };
const parties = { first_party: "+12025550100", second_party: "+12025550111", session_expiry: 86_400 };

/** Requests of every kind. None leaves another session behind. @param {string} sessionUuid */
function sorts(sessionUuid) {
  const reads = [
    { method: "GET", url: `${collectionPath}/${sessionUuid}`, headers: { authorization } },
    {
      method: "GET",
      url: `${collectionPath}/?first_party=12025550100&status=active`,
      headers: { authorization },
    },
    { method: "POST", url: collectionPath, headers: json, payload: { first_party: "+12025550100" } },
    { method: "GET", url: "/_emulator/console/sessions?q=active" },
  ];
  const update = {
    method: "POST",
    url: `${collectionPath}/${sessionUuid}`,
    headers: json,
    payload: { record: true },
  };
  return { reads, update };
}

/** @param {any} app @param {string} sessionUuid @param {number} count */
async function send(app, sessionUuid, count) {
  const { reads, update } = sorts(sessionUuid);
  for (let index = 0; index < count; index += 1) {
    await app.inject(reads[index % reads.length]);
    if (index % 50 === 0) await app.inject(update);
    // As many accounts and sessions as someone might invent.
    if (index % 10 === 0)
      await app.inject({ method: "GET", url: `/v1/Account/MA${index}/Masking/Session/${index}` });
  }
}

/** The memory after a garbage collection, and the resources that keep the event loop running. */
async function measureHeap() {
  await setImmediate();
  global.gc();
  return { bytes: process.memoryUsage().heapUsed, resources: process.getActiveResourcesInfo().length };
}

async function main() {
  const emulation = createEmulation({ now: () => Date.parse("2026-03-01T10:00:00Z") });
  const data = await DataFile.open(file, savedParts(emulation), emulation.changes);
  const app = buildApp(emulation, data);
  const created = await app.inject({ method: "POST", url: collectionPath, headers: json, payload: parties });
  const { session_uuid } = created.json();
  await send(app, session_uuid, warmUpMs);
  emulation.requests.clear();
  const before = await measureHeap();
  await send(app, session_uuid, requestCount);
  const [kept, count] = [emulation.requests.all().length, emulation.requests.count()];
  emulation.requests.clear();
  const after = await measureHeap();
  console.log(
    JSON.stringify({
      bytes: after.bytes - before.bytes,
      resources: after.resources - before.resources,
      kept,
      count,
      sessions: emulation.sessions.all().length,
    }),
  );
  await app.close();
  await data.close();
}

void main();
