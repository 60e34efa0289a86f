import { randomUUID } from "node:crypto";
import type { RawResponse } from "../../../plivo/raw-client";
import { isoTime } from "../../../plivo/time";
import type { Account } from "../account";
import { LimitReached, limits } from "../limits";
import type { Question } from "../question";
import { NoResponse, Inconclusive } from "../inconclusive";
import { positionOf, responseText } from "../responses";

/** A slower response says nothing about clocks. */
const maxResponseMs = 2_000;
/** If created_time is further behind, the provider considers the session older than its create. */
const skewSeconds = 2;

async function createdTime(account: Account) {
  const { response, shown } = await account.sharedSession();
  const created = Date.parse(isoTime(String(shown["created_time"])) ?? "");
  if (response.date === undefined || Number.isNaN(created)) {
    return { cameBack: "a create without a Date header or a created_time", position: undefined };
  }
  const tookMs = response.readAt - response.sentAt;
  if (tookMs > maxResponseMs)
    throw new NoResponse(`the response took ${String(Math.round(tookMs / 1000))} s`);
  const behind = Math.round((response.date - created) / 1000);
  const position = behind > skewSeconds ? "behind" : behind < -skewSeconds ? "ahead" : "in-step";
  return { cameBack: `created_time is ${String(behind)} s behind the Date header`, position };
}

/** Sends a request of each method, and returns the status if it is the same. */
async function askPath(account: Account, path: string) {
  const got = await account.send({ method: "GET", path });
  const updated = await account.send({ method: "POST", path, body: { ring_timeout: 30 } });
  const deleted = await account.send({ method: "DELETE", path });
  const statuses = new Set([got, updated, deleted].map(({ status }) => status));
  return {
    cameBack: `GET ${responseText(got)}; POST ${responseText(updated)}; DELETE ${responseText(deleted)}`,
    status: statuses.size === 1 ? String(got.status) : "",
  };
}

async function unknownUuid(account: Account) {
  const { cameBack, status } = await askPath(account, `/${randomUUID()}`);
  return { cameBack, position: positionOf(status, { "404": "not-found", "400": "bad-request" }) };
}

async function malformedUuid(account: Account) {
  const { cameBack, status } = await askPath(account, "/none");
  return { cameBack, position: positionOf(status, { "404": "not-found", "400": "invalid" }) };
}

async function trailingSlash(account: Account) {
  const { uuid } = await account.sharedSession();
  const list = await account.send({ method: "GET", path: "/", query: { limit: "1" } });
  const item = await account.send({ method: "GET", path: `/${uuid}/` });
  return {
    cameBack: `list ${responseText(list)}; session ${responseText(item)}`,
    position: positionOf(`${String(list.status)} ${String(item.status)}`, {
      "200 200": "accept",
      "404 404": "refuse",
    }),
  };
}

const maxConcurrent = 50;

async function retryAfter(account: Account) {
  const startedAt = account.clock.elapsed();
  const refused: RawResponse[] = [];
  let sent = 0;
  const flood = async () => {
    while (refused.length === 0 && sent < limits.requestsOfFlood) {
      sent += 1;
      const response = await account.flood({ method: "GET", query: { limit: "1" } });
      if (response.status === 429) refused.push(response);
    }
  };
  try {
    await Promise.all(Array.from({ length: maxConcurrent }, flood));
  } catch (error) {
    if (refused.length === 0 || !(error instanceof Inconclusive || error instanceof LimitReached))
      throw error;
  }
  const [first] = refused;
  if (first === undefined) {
    const seconds = ((account.clock.elapsed() - startedAt) / 1000).toFixed(1);
    throw new Inconclusive(`${String(sent)} requests in ${seconds} s met no limit`);
  }
  const { retryAfter: header } = first;
  // Later requests must be within the limit again.
  await account.wait(6_000);
  const position = header === undefined ? "none" : /^\d+$/.test(header.trim()) ? "seconds" : undefined;
  return { cameBack: `${responseText(first)}, Retry-After ${header ?? "absent"}`, position };
}

export const aboutRequests: readonly Question[] = [
  {
    name: "createdTime",
    asks: "How far is created_time from the Date header of the create's response?",
    positions: {
      "in-step": { means: "At most 2 s, as the provider assumes." },
      behind: {
        means: "created_time is more than 2 s behind.",
        breaks:
          "After a lost response a run may stop with PLIVO_CREATE_UNKNOWN, which names the session; if " +
          "it is more than a minute, the create is sent again. Set PLIVO_IF_EXISTS=adopt for the next " +
          "run.",
      },
      ahead: { means: "created_time is more than 2 s ahead, which the provider allows for." },
    },
    otherwise: {
      means: "The provider cannot date a session.",
      breaks:
        "After a lost response a run stops with PLIVO_CREATE_UNKNOWN. Set PLIVO_IF_EXISTS=adopt for " +
        "the next run.",
    },
    ask: createdTime,
  },
  {
    name: "unknownUuid",
    asks: "How do GET, update and delete respond to a UUID that no session has?",
    positions: {
      "not-found": { means: "404. The provider then considers the session gone." },
      "bad-request": {
        means: "400.",
        breaks:
          "A session that Plivo has forgotten stops refresh, update and destroy with " +
          "PLIVO_INVALID_REQUEST: take it out of the state with `pulumi state delete`.",
      },
    },
    otherwise: {
      means: "Not always 404 or always 400.",
      breaks:
        "A session that Plivo has forgotten may stop refresh, update and destroy: take it out of the " +
        "state with `pulumi state delete`.",
    },
    ask: unknownUuid,
  },
  {
    name: "malformedUuid",
    asks: "How do they respond to a text that is no UUID?",
    positions: {
      "not-found": { means: "404, as for an unknown one." },
      invalid: { means: "400. No session of the provider has such an ID." },
    },
    ask: malformedUuid,
  },
  {
    name: "trailingSlash",
    asks: "Does a path with a trailing slash work?",
    positions: {
      accept: { means: "Yes. Clients that send one work, such as most of Plivo's SDKs." },
      refuse: { means: "No. The provider sends none." },
    },
    ask: trailingSlash,
  },
];

/** The last question of a run, because it uses up the rate limit. */
export const aboutRateLimit: Question = {
  name: "retryAfter",
  asks: "How does the rate limit respond, and with Retry-After?",
  positions: {
    none: { means: "Without it. The provider waits for random, growing times." },
    seconds: { means: "With seconds. The provider waits as long, up to 60 s." },
  },
  skipReason: ({ rateLimit }) =>
    rateLimit ? undefined : "It needs --rate-limit, because it sends up to 400 requests at once.",
  ask: retryAfter,
};
