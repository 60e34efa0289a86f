import { RequestLimiter } from "../../../provider/plivo/index.ts";
import { ServerError } from "../../../provider/plivo/errors.ts";
import { Retries } from "../../../provider/plivo/retries.ts";
import { nameInput } from "../../../provider/common/resource-type.ts";
import { SessionReader } from "../../../provider/client/queries.ts";
import { authId, documentSession, first, json, second, uuid } from "../../integration/plivo/support.ts";
import { inTurn, onStage, noonClock, type Stage } from "./stage.ts";

const parties = { firstParty: first, secondParty: second };
const inputs = { ...parties, __provider: "text" };
const owned = { ...parties, authId, sessionUuid: uuid, virtualNumber: "+12025550155" };

const session = {
  ...documentSession,
  first_party: first.slice(1),
  second_party: second.slice(1),
  created_time: "2026-03-01 12:00:00 +0000 UTC",
  expiry_time: "2026-03-01 13:00:00 +0000 UTC",
};
const date = { date: "Sun, 01 Mar 2026 12:00:00 GMT" };
const list = (...objects: object[]) => json(200, { response: { objects } }, date);
const one = json(200, { response: session });
const created = json(201, { session });
const failed = json(500, {});

async function takenOver({ provider, api }: Stage): Promise<void> {
  api.respond = inTurn(list(session), one);
  await provider.create({ ...inputs, ifExists: "adopt" });
  await provider.delete(uuid, owned);
}

async function nearlyTakenOver({ provider, api }: Stage): Promise<void> {
  const differing = json(200, { response: { ...session, pin_retry: 3 } });
  api.respond = inTurn(list(session), differing, created);
  await provider.create({ ...inputs, ifExists: "adopt" });
}

async function foundAgain({ provider, api }: Stage): Promise<void> {
  api.respond = inTurn(failed, list(session), one);
  await provider.create(inputs);
}

/** A run that failed between create and delete has left the session in the state twice. */
async function leftTwice({ provider }: Stage): Promise<void> {
  await provider.diff(uuid, owned, parties);
  await provider.delete(uuid, owned);
}

/** The list stays empty for the whole of the grace, then the second create succeeds. */
async function sentOnceMore({ provider, api }: Stage): Promise<void> {
  let creates = 0;
  api.respond = (response, received) => {
    creates += received.method === "POST" ? 1 : 0;
    const answer = received.method === "GET" ? list() : creates === 1 ? failed : created;
    answer(response, received);
  };
  await provider.create(inputs);
}

async function extendedElsewhere({ provider, api }: Stage): Promise<void> {
  const olds = { ...owned, expiryTime: "2026-03-01T09:46:00Z" };
  await provider.diff(uuid, olds, parties);
  api.respond = one;
  await provider.delete(uuid, olds);
}

async function takenOverByName({ provider, api }: Stage): Promise<void> {
  api.respond = one;
  await provider.create({ ...inputs, adoptSessionUuid: uuid });
}

async function madeInsteadOfNamed({ provider, api }: Stage): Promise<void> {
  const ended = json(200, { response: { ...session, expiry_time: "2026-03-01 09:46:00 +0000 UTC" } });
  api.respond = inTurn(ended, created);
  await provider.create({ ...inputs, adoptSessionUuid: uuid });
}

async function drained({ provider, api }: Stage): Promise<void> {
  const inCall = json(200, { response: { ...session, status: "in-progress" } });
  api.respond = inTurn(inCall, one, json(200, { message: "Session expired" }));
  await provider.delete(uuid, { ...owned, drainTimeout: 300 });
}

async function renewed({ provider }: Stage): Promise<void> {
  const renewing = { ...parties, sessionExpiry: 7200, renewBefore: 7000 };
  await provider.check({}, renewing);
  await provider.diff(uuid, { ...owned, ...renewing, expiryTime: "2026-03-01T12:09:00Z" }, renewing);
  await provider.diff(uuid, { ...owned, expiryTime: "2026-03-01T12:00:12Z" }, parties);
}

async function probablyNotMeant({ provider }: Stage): Promise<void> {
  const callbackUrl = "http://hooks.example.com/events";
  await provider.check({}, { ...parties, sessionExpiry: 90_000, callbackUrl });
  await provider.check({}, { ...parties, [nameInput]: "one" });
  await provider.check({}, { ...parties, [nameInput]: "two" });
}

async function outOfReach({ provider }: Stage): Promise<void> {
  await provider.check({}, { ...parties, callbackUrl: "http://localhost:3000/events" });
}

const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

async function replaced({ provider }: Stage): Promise<void> {
  await provider.diff(uuid, owned, { ...parties, geomatch: false });
  await provider.diff(uuid, { ...owned, status: "expired" }, parties);
  await provider.diff(uuid, owned, { firstParty: "+12025550199", secondParty: unknownValue });
}

async function misdialled({ provider }: Stage): Promise<void> {
  const london = { firstParty: "+442079460018", secondParty: second };
  const olds = { ...owned, firstParty: "+4402079460018" };
  await provider.diff(uuid, olds, london);
  const single = { createSessionWithSingleParty: true };
  await provider.diff(uuid, { ...olds, ...single }, { ...london, ...single });
}

async function incomplete({ provider }: Stage): Promise<void> {
  await provider.diff(uuid, parties, parties);
}

async function letGo({ provider }: Stage): Promise<void> {
  await provider.diff(uuid, { ...owned, ringTimeout: 60 }, parties);
}

async function updated({ provider, api }: Stage): Promise<void> {
  api.respond = inTurn(failed, json(200, { session }));
  await provider.update(uuid, owned, { ...parties, sessionExpiry: 600 });
}

async function failing({ clock, lines }: Stage): Promise<void> {
  const retries = new Retries({ clock, log: (line) => lines.push(line), random: () => 1 });
  const failure = new ServerError({ method: "GET", path: "<path>" });
  let sent = 0;
  const send = () => {
    sent += 1;
    return sent < 4 ? Promise.reject(failure) : Promise.resolve();
  };
  await retries.run(send, { canRetry: () => true });
}

async function listed({ api, clock, lines }: Stage): Promise<void> {
  api.respond = list();
  const reader = new SessionReader(api.client(), { clock, log: (line) => lines.push(line) });
  await reader.list({ filters: { createdTimeGte: "2026-01-01T00:00:00Z" } });
}

async function queued({ lines }: Stage): Promise<void> {
  const log = (line: string) => lines.push(line);
  for (const count of [2, 3]) {
    const limiter = new RequestLimiter({ clock: noonClock(), log, requests: 1 });
    await Promise.all(Array.from({ length: count }, () => limiter.run(() => Promise.resolve())));
  }
}

/** Each line that the provider logs, as the code makes it, with placeholders. */
export async function loggedTexts(): Promise<string[]> {
  const shifted = await onStage(({ provider }) => provider.diff(uuid, owned, parties), {
    PLIVO_CLOCK_OFFSET: "3600",
  });
  const mixed = { PLIVO_SUPPORT_AUTH_ID: authId };
  const accounts = JSON.stringify({ support: { authId: "<other auth ID>", authToken: "token" } });
  const ofTwoSources = await onStage(async ({ provider, api }) => {
    api.respond = one;
    await provider.configure({
      config: { get: (key: string) => (key === "plivo:accounts" ? accounts : undefined) } as never,
    });
    await provider.read(uuid, { ...owned, account: "support" });
  }, mixed);
  const lines = [...shifted.lines, ...ofTwoSources.lines];
  const plays = [
    takenOver,
    nearlyTakenOver,
    leftTwice,
    foundAgain,
    sentOnceMore,
    extendedElsewhere,
    takenOverByName,
    madeInsteadOfNamed,
    drained,
    renewed,
    replaced,
    misdialled,
    probablyNotMeant,
    incomplete,
    letGo,
    updated,
    failing,
    queued,
    listed,
  ];
  for (const play of plays) lines.push(...(await onStage(play)).lines);
  lines.push(...(await onStage(outOfReach, { PLIVO_ENDPOINT: "" })).lines);
  return [...new Set(lines)];
}
