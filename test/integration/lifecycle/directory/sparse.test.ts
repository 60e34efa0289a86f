import { create } from "../../../../provider/lifecycle/create.ts";
import type { CreateContext } from "../../../../provider/lifecycle/call.ts";
import { field, type SessionInputs } from "../../../../provider/session/fields.ts";
import { sentNames, snakeCase, valuesOf } from "../../../support/field-changes.ts";
import { refresh } from "../../../../provider/lifecycle/read.ts";
import { documentSession, json, uuid } from "../../plivo/support.ts";
import { both, scriptedPlivo, stored, type Wire } from "../scripted-plivo.ts";

const audio = "https://example.com/prompt.mp3";

/** What responses have beyond the document's example. */
const pins = {
  is_pin_authentication_required: true,
  generate_pin: true,
  generate_pin_length: 6,
  first_party_pin: "482915",
  second_party_pin: "730164",
  pin_prompt_play: audio,
  pin_retry: 2,
  pin_retry_wait: 6,
  incorrect_pin_play: audio,
  unknown_caller_play: audio,
  create_session_with_single_party: null,
  virtual_number_cooloff_period: 60,
  force_pin_authentication: false,
};
/** What responses have of a session without PINs. */
const pinless = {
  ...Object.fromEntries(Object.keys(pins).map((key) => [key, null])),
  is_pin_authentication_required: false,
  force_pin_authentication: false,
  unknown_caller_play: audio,
};
const shown = sentNames.filter((name) => ["documented", "undocumented"].includes(field(name).reported));
const session = {
  // The rest of the table.
  ...Object.fromEntries(
    shown
      .map((name) => [snakeCase(name), valuesOf(name)[0]] as const)
      .filter(([key]) => !(key in documentSession)),
  ),
  ...pins,
  first_party_play_url: audio,
  second_party_play_url: audio,
  callback_url: audio,
};

const declared: SessionInputs = {
  ...both,
  callTimeLimit: 14400,
  callbackUrl: audio,
  record: true,
  firstPartyPlayUrl: audio,
  secondPartyPlayUrl: audio,
  isPinAuthenticationRequired: true,
  generatePin: true,
  generatePinLength: 6,
  pinPromptPlay: audio,
  pinRetry: 2,
  pinRetryWait: 6,
  incorrectPinPlay: audio,
  unknownCallerPlay: audio,
  virtualNumberCooloffPeriod: 60,
};

const keys = Object.keys({ ...documentSession, ...session }).filter((key) => key !== "session_uuid");
const ways = keys.flatMap((key) => [
  ["missing", key],
  ["null", key],
]) as [way: "missing" | "null", key: string][];

const plivo = scriptedPlivo();

/** For creates that may adopt. @param after how many of them they share lists */
function adoptContext(after = 0): CreateContext {
  return { ...plivo.context("adopt"), client: plivo.directory({}, after) };
}

/** Hides one attribute of the session in lists. */
function hide(way: "missing" | "null", key: string): void {
  plivo.row = (whole: Wire) =>
    Object.fromEntries(
      Object.entries(whole).flatMap(([name, value]) =>
        name !== key ? [[name, value]] : way === "null" ? [[name, null]] : [],
      ),
    );
}

/** The attributes without which a row is not enough. */
const needed = [
  "virtual_number",
  "status",
  "created_time",
  "expiry_time",
  "first_party_pin",
  "second_party_pin",
];

describe("a refresh by a list that omits what a GET shows", () => {
  const declaredAndUpdatable = [
    "call_time_limit",
    "callback_url",
    "record",
    "first_party_play_url",
    "second_party_play_url",
  ];
  const read = async () => {
    const olds = { ...declared, ...stored, firstPartyPin: "482915", secondPartyPin: "730164" };
    const context = { ...plivo.context(), client: plivo.directory({}, 1) };
    const one = () => refresh(context, { id: "session-1", state: olds });
    const alone = await one();
    plivo.server.received.length = 0;
    return { alone, shared: await one() };
  };

  it.each(ways)("equals a GET if this is %s: %s", async (way, key) => {
    plivo.add(session);
    hide(way, key);
    const { alone, shared } = await read();
    expect(shared).toEqual(alone);
    const asks = [...needed, ...declaredAndUpdatable].includes(key);
    expect(plivo.requests).toEqual(asks ? ["LIST", "GET"] : ["LIST"]);
  });
});

describe("an adoption by a list that omits what a GET shows", () => {
  /** Creates a second session: rows are used only after the first single read. */
  const adoptRow = async (way: "missing" | "null", key: string, after: number) => {
    plivo.reset();
    plivo.add(session);
    plivo.add({ ...session, session_uuid: uuid, first_party: "12025550123" });
    hide(way, key);
    const context = adoptContext(after);
    await create(context, { ...declared, firstParty: "+12025550123" });
    plivo.server.received.length = 0;
    const { sessionUuid, callbackUrl } = await create(context, declared);
    return { sessionUuid, callbackUrl, creates: plivo.creates, lines: plivo.lines };
  };

  it.each(ways)("equals one by a GET if this is %s: %s", async (way, key) => {
    const shared = await adoptRow(way, key, 0);
    const { requests } = plivo;
    expect(shared).toEqual(await adoptRow(way, key, Infinity));
    // A party that is unset in a row is another party, also without shared lists.
    const isOther = way === "null" && /^(?:first|second)_party$/.test(key);
    expect(shared.creates).toBe(isOther ? 1 : 0);
    if (isOther) expect(requests).toEqual(["POST"]);
    else expect(requests.filter((request) => request !== "LIST" && request !== "GET")).toEqual([]);
  });

  it("does not take a list's null for a default if a GET reports the value", async () => {
    plivo.add({ ...session, virtual_number_cooloff_period: 0 });
    plivo.add({ first_party: "12025550123", is_pin_authentication_required: false });
    plivo.row = (whole) => ({ ...whole, ...Object.fromEntries(Object.keys(pins).map((key) => [key, null])) });
    const context = adoptContext();
    await create(context, { ...both, firstParty: "+12025550123" });
    // The other session requires PINs, so it does not match.
    expect((await create(context, both)).sessionUuid).toBe("session-3");
  });

  it("does not take a list's null for a default if the value of another session is unset", async () => {
    plivo.add({ ...session, ...pinless, virtual_number_cooloff_period: 60 });
    plivo.add({ ...session, ...pinless, virtual_number_cooloff_period: null, first_party: "12025550123" });
    plivo.row = (whole) => ({ ...whole, virtual_number_cooloff_period: null });
    const context = adoptContext();
    const unknownCallerPlay = audio;
    await create(context, { ...both, unknownCallerPlay, firstParty: "+12025550123" });
    expect((await create(context, { ...both, unknownCallerPlay })).sessionUuid).toBe("session-3");
  });
});

describe("a create that may adopt", () => {
  it.each([1e12, Number.MAX_SAFE_INTEGER, -1])(
    "adopts a session of a list that claims %p sessions in all",
    async (total_count) => {
      plivo.add({}, 60_000);
      for (const digit of [7, 8]) plivo.add({ first_party: `1202555077${digit}` }, 3_000 * (8 - digit));
      const defaultRespond = plivo.server.respond;
      plivo.server.respond = (response, received) => {
        const isList =
          (received.url ?? "").includes("created_time__gte=") && received.url?.includes("limit=20");
        if (isList === true) response.setHeader("date", new Date(plivo.now()).toUTCString());
        if (isList !== true) defaultRespond(response, received);
        else json(200, { response: { meta: { total_count }, objects: plivo.sessions } })(response, received);
      };
      const context = adoptContext();
      await create(context, { ...both, firstParty: "+12025550999" });
      expect((await create(context, both)).sessionUuid).toBe("session-1");
    },
  );
});

describe("a create reads its own list", () => {
  const filteredRequests = () =>
    plivo.server.received.filter(({ url = "" }) => url.includes("first_party=")).map(({ method }) => method);

  it("if Plivo does not report its time", async () => {
    plivo.hasDates = false;
    plivo.add();
    const { sessionUuid } = await create(adoptContext(), both);
    expect([sessionUuid, filteredRequests()]).toEqual(["session-1", ["GET"]]);
  });

  it("if more sessions were created between two pages than a page holds", async () => {
    const left = plivo.add({}, 60_000);
    const others = (count: number) => {
      for (let index = 0; index < count; index += 1) plivo.add({ first_party: `1303555${index + 1000}` });
    };
    others(30);
    const defaultRespond = plivo.server.respond;
    plivo.server.respond = (response, received) => {
      const url = received.url ?? "";
      if (url.includes("offset=20") && !/created_time__lt=|first_party/.test(url)) others(20);
      defaultRespond(response, received);
    };
    const context = adoptContext();
    for (const digit of [1, 2]) await create(context, { ...both, firstParty: `+1202555077${digit}` });
    expect((await create(context, both)).sessionUuid).toBe(left.session_uuid);
  });

  it.each(["total_count", "rows"])(
    "if the pages of a list contradict each other in their %s",
    async (what) => {
      plivo.add();
      for (let index = 0; index < 30; index += 1) {
        plivo.clock.skip(1_000);
        plivo.add({ first_party: `120255502${String(index).padStart(2, "0")}` });
      }
      const defaultRespond = plivo.server.respond;
      let pages = 0;
      plivo.server.respond = (response, received) => {
        const isPage = (received.url ?? "").includes("created_time__lt=");
        pages += isPage ? 1 : 0;
        if (!isPage || pages < 2) {
          defaultRespond(response, received);
          return;
        }
        const objects = plivo.sessions.slice(what === "rows" ? 19 : 20, what === "rows" ? 29 : undefined);
        const meta = { total_count: plivo.sessions.length + (what === "rows" ? 0 : 1) };
        json(200, { response: { meta, objects } })(response, received);
      };
      // So many creates that a shared list costs no more requests.
      const context = adoptContext();
      await create(context, { ...both, firstParty: "+12025550999" });
      const { sessionUuid } = await create(context, both);
      expect([sessionUuid, pages, filteredRequests()]).toEqual(["session-1", 2, ["GET", "GET"]]);
    },
  );
});
