import { isoTime } from "../../../plivo/time";
import type { Account } from "../account";
import { sessionLifeSeconds } from "../limits";
import type { Question } from "../question";
import { isSuccess, valueText, responseText } from "../responses";

const epochSeconds = (time: unknown) => Date.parse(isoTime(String(time)) ?? "") / 1000;

async function deletedDuration(account: Account) {
  const { session, response } = await account.expireShared();
  const shown = await account.read(session);
  const duration = Number(shown["duration"]);
  const lived = Math.floor(epochSeconds(shown["expiry_time"]) - epochSeconds(shown["created_time"]));
  return {
    cameBack: `DELETE ${responseText(response)}; then status ${valueText(shown["status"])}, duration ${valueText(shown["duration"])}`,
    position: duration === sessionLifeSeconds ? "kept" : duration === lived ? "recomputed" : undefined,
  };
}

async function updateOfExpired(account: Account) {
  const session = await account.expiredSession();
  const response = await account.update(session, { ring_timeout: 40 });
  const { status, error = "" } = response;
  const isRefused = status < 500 && /already\s+expired/i.test(error);
  const position = isRefused
    ? "refuse"
    : status === 404
      ? "not-found"
      : isSuccess(response)
        ? "accept"
        : undefined;
  return { cameBack: responseText(response), position };
}

async function deleteOfExpired(account: Account) {
  const session = await account.expiredSession();
  const response = await account.send({ method: "DELETE", path: `/${session.uuid}` });
  const { status, error } = response;
  if (isSuccess(response))
    return {
      cameBack: responseText(response),
      position: error === undefined ? "accept" : "error-in-success",
    };
  if (status === 404) return { cameBack: responseText(response), position: "not-found" };
  return {
    cameBack: responseText(response),
    position: /already\s+expired/i.test(error ?? "") ? "refuse" : undefined,
  };
}

export const aboutExpired: readonly Question[] = [
  {
    name: "deletedDuration",
    asks: "Which duration does a GET show for a session that was expired by request?",
    positions: {
      recomputed: { means: "The time until its end." },
      kept: { means: "The unchanged duration." },
    },
    ask: deletedDuration,
  },
  {
    name: "updateOfExpired",
    asks: "How does Plivo respond to the update of an expired session?",
    positions: {
      refuse: {
        means: "It says that the session has expired. The provider reads it, and follows `onExpiry`.",
      },
      "not-found": { means: "404. The provider reads the session, and follows `onExpiry`." },
      accept: {
        means: "It succeeds.",
        breaks:
          "A change of an expired session succeeds, although the session no longer connects: run " +
          "`pulumi up` again, which then sees that it has expired.",
      },
    },
    otherwise: {
      means: "It fails in words that the provider does not know.",
      breaks:
        "A change of an expired session stops the run with PLIVO_INVALID_REQUEST: run `pulumi up " +
        "--refresh`, which sees that it has expired.",
    },
    ask: updateOfExpired,
  },
  {
    name: "deleteOfExpired",
    asks: "How does Plivo respond to the delete of an expired session?",
    positions: {
      refuse: { means: "It says that the session has expired. The provider accepts that." },
      "error-in-success": { means: "A success with that error. The provider accepts that." },
      "not-found": { means: "404. The provider accepts that." },
      accept: { means: "It succeeds." },
    },
    otherwise: {
      means: "It fails in words that the provider does not know.",
      breaks:
        "`pulumi destroy` stops at an expired session with PLIVO_INVALID_REQUEST: refresh first, or " +
        "take it out of the state with `pulumi state delete`.",
    },
    ask: deleteOfExpired,
  },
];
