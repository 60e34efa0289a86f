import { create } from "../../../provider/lifecycle/create.ts";
import { json } from "../plivo/support.ts";
import { both, reset, scriptedPlivo, type Respond } from "./scripted-plivo.ts";

const plivo = scriptedPlivo();

const declared = { ...both, subaccount: "SAEXAMPLESUBACCOUNT" };

/** Lists have sessions of the subaccount only if the request names it. */
const apart: Respond = (response, received) => {
  const asked = new URL(received.url ?? "", plivo.server.endpoint).searchParams.has("subaccount");
  const objects = plivo.sessions.filter((row) => asked || row["subaccount"] === undefined);
  json(200, { response: { meta: { total_count: objects.length }, objects } })(response, received);
};
const lists = () =>
  plivo.server.received
    .filter(({ method, url = "" }) => method === "GET" && url.includes("?"))
    .map(({ url = "" }) => new URL(url, plivo.server.endpoint).searchParams.get("subaccount"));

describe("a session of a subaccount that Plivo lists only with its name", () => {
  beforeEach(() => void plivo.next.list.push(...Array.from({ length: 20 }, () => apart)));

  it("is found after a lost response, and not created twice", async () => {
    plivo.next.create.push(plivo.createThen(reset));
    expect((await create(plivo.context(), declared)).sessionUuid).toBe("session-1");
    expect(plivo.creates).toBe(1);
    expect(lists()).toEqual([null, declared.subaccount]);
  });

  it("is adopted under adopt", async () => {
    plivo.add({ subaccount: declared.subaccount });
    expect((await create(plivo.context("adopt"), declared)).sessionUuid).toBe("session-1");
    expect(plivo.creates).toBe(0);
  });

  it("is created once more if neither list shows it", async () => {
    plivo.next.create.push(reset);
    expect((await create(plivo.context(), declared)).sessionUuid).toBe("session-1");
    expect(plivo.creates).toBe(2);
  });
});

it("a session of a subaccount counts once if both lists show it", async () => {
  plivo.next.create.push(plivo.createThen(reset));
  expect((await create(plivo.context(), declared)).sessionUuid).toBe("session-1");
  expect(plivo.requests).toEqual(["POST", "LIST", "LIST", "GET"]);
});

it("a session without a subaccount is looked up in one list", async () => {
  plivo.next.create.push(plivo.createThen(reset));
  await create(plivo.context(), both);
  expect(lists()).toEqual([null]);
});
