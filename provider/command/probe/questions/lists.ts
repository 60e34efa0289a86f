import type { Account, ProbeSession } from "../account";
import type { Question } from "../question";
import { Inconclusive } from "../inconclusive";
import { positionOf, presenceOf } from "../responses";

const orphans =
  "after a run that has failed or was killed, look for them with `npx pulumi-plivo-masking orphans`";

/** Between two lists, until one shows a new session. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 8_000];
/** The provider looks for a new session for this long after a lost response. */
const graceMs = 15_000;

/**
 * Waits until a list shows the session.
 *
 * @returns the delay after the create's response at which the last list without it was sent; undefined if
 *   there was none
 */
async function waitUntilListed(
  account: Account,
  session: ProbeSession,
  query: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  let lateMs: number | undefined;
  for (const pauseMs of [...pausesMs, undefined]) {
    const sentMs = account.clock.elapsed() - session.response.readAt;
    if ((await account.row(session, query)) !== undefined) return lateMs;
    lateMs = sentMs;
    if (pauseMs !== undefined) await account.wait(pauseMs);
  }
  return Number.POSITIVE_INFINITY;
}

async function newInList(account: Account) {
  const lateMs = await waitUntilListed(account, await account.renewShared());
  if (lateMs === undefined) return { cameBack: "the first list has it", position: "at-once" };
  const seconds = Number.isFinite(lateMs) ? `more than ${String(Math.floor(lateMs / 1000))} s` : "not at all";
  return {
    cameBack: `listed ${seconds} after the create's response`,
    position: lateMs >= graceMs ? "late" : "seconds",
  };
}

/** Waits until a list shows the shared session. */
async function listedSession(account: Account): Promise<ProbeSession> {
  const session = await account.sharedSession();
  if ((await waitUntilListed(account, session)) === Number.POSITIVE_INFINITY)
    throw new Inconclusive("no list shows the session");
  return session;
}

async function plusInFilters(account: Account) {
  const session = await listedSession(account);
  const resultOf = async (sign: string) => {
    const query = {
      first_party: sign + account.first.slice(1),
      second_party: sign + account.second.slice(1),
    };
    return (await account.row(session, query)) === undefined ? "nothing" : "the session";
  };
  const [without, withPlus] = [await resultOf(""), await resultOf("+")];
  return {
    cameBack: `without "+": ${without}; with "+": ${withPlus}`,
    position: positionOf(`${without}, ${withPlus}`, {
      "the session, the session": "ignored",
      "the session, nothing": "compared",
      "nothing, the session": "needed",
    }),
  };
}

async function pinsShown(account: Account) {
  const pins = { first_party_pin: "4821", second_party_pin: "90356" };
  const session = await account.createSession({
    is_pin_authentication_required: true,
    pin_prompt_play: "https://example.com/prompt.mp3",
    ...pins,
  });
  await waitUntilListed(account, session);
  const row = await account.row(session);
  if (row === undefined) throw new Inconclusive("no list shows the session");
  const all = [session.shown, await account.read(session), row].map((one) => {
    const isShown = Object.entries(pins).every(([name, pin]) => String(one[name]) === pin);
    if (isShown) return "shown";
    return presenceOf(one, "second_party_pin") === "set" ? "changed" : "not shown";
  });
  return {
    cameBack: `create: ${all[0] ?? ""}; GET: ${all[1] ?? ""}; list: ${all[2] ?? ""}`,
    position: positionOf(all.join(", "), {
      "shown, shown, shown": "everywhere",
      "shown, shown, not shown": "not-in-lists",
      "shown, not shown, not shown": "in-create",
    }),
  };
}

async function listWithoutSubaccount(account: Account) {
  const { subaccount = "" } = account.settings;
  const session = await account.createSession({ subaccount });
  if ((await waitUntilListed(account, session, { subaccount })) === Number.POSITIVE_INFINITY)
    throw new Inconclusive("not even a list with the filter shows the session");
  const row = await account.row(session);
  return {
    cameBack: `with the filter: the session; without: ${row === undefined ? "nothing" : "the session"}`,
    position: row === undefined ? "main" : "all",
  };
}

const notFound =
  "A create whose response is lost is sent again, so two sessions live, and `ifExists` finds nothing: " +
  `${orphans}.`;

const notLater = "A session whose create's response was lost is found";

export const aboutLists: readonly Question[] = [
  {
    name: "newInList",
    asks: "How soon does a list show a new session?",
    positions: {
      "at-once": { means: `At once. ${notLater}.` },
      seconds: {
        means: `Within the 15 s for which the provider looks for it. ${notLater}.`,
        breaks:
          "In a large run with `adopt`, the provider misses a session that others create in these " +
          "seconds: create sessions of the same parties in one stack only.",
      },
      late: {
        means: "Later than the 15 s for which the provider looks for it.",
        breaks: `A create whose response is lost is sent again, so two sessions live: ${orphans}.`,
      },
    },
    ask: newInList,
  },
  {
    name: "plusInFilters",
    asks: 'Do the filters first_party and second_party find a number with and without "+"?',
    positions: {
      ignored: { means: "With both." },
      compared: { means: 'Only without "+", as the provider sends it.' },
      needed: {
        means: 'Only with "+", which the provider leaves out.',
        breaks: notFound,
      },
    },
    otherwise: {
      means: "The filters do not find the session.",
      breaks: notFound,
    },
    ask: plusInFilters,
  },
  {
    name: "listWithoutSubaccount",
    asks: "Does a list without the filter subaccount have a session of a subaccount?",
    positions: {
      all: { means: "Yes." },
      main: {
        means: "No. The provider looks with the filter too.",
        breaks:
          "`orphans` and `list` miss sessions of subaccounts: give `list` the option --subaccount, and " +
          "look for orphans of each subaccount.",
      },
    },
    skipReason: ({ subaccount }) =>
      subaccount === undefined
        ? "It needs --subaccount and the auth ID of a subaccount with a number."
        : undefined,
    ask: listWithoutSubaccount,
  },
  {
    name: "pinsShown",
    asks: "Which responses show the PINs of a session?",
    positions: {
      everywhere: { means: "All, in clear." },
      "not-in-lists": {
        means: "Those of a single session, in clear. The provider reads each candidate by itself.",
      },
      "in-create": {
        means: "Only the create's.",
        breaks:
          "The provider does not recognise a session with declared PINs: after a lost response the run stops with " +
          'PLIVO_CREATE_UNKNOWN, and `ifExists: "adopt"` creates another one. ' +
          "Set `adoptSessionUuid`, or let Plivo generate the PINs (`generatePin`).",
      },
    },
    ask: pinsShown,
  },
];
