import { readdirSync } from "node:fs";
import path from "node:path";
import type { Emulator } from "../../../emulator/index.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { call, create, emulator, freshEmulator, parties, plain, start, startTime } from "../support.ts";

freshEmulator();

const get = (emulator: Emulator, at: string) => fetch(emulator.endpoint + at);

describe("the console's files", () => {
  it("are served with a policy that lets nothing in from elsewhere, and nothing inline run", async () => {
    for (const at of ["/", "/console/console.js", "/console/console.css", "/console/icon.svg"]) {
      const { status, headers } = await get(emulator, at);
      expect(status).toBe(200);
      const policy = headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(Object.fromEntries(headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
      });
    }
    const page = await get(emulator, "/");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).not.toMatch(
      /<script(?! type="module" src=)|<style|style=|onclick=|https?:\/\//,
    );
    expect(emulator.requests.count()).toBe(0);
  });

  it("are every file of its folder that a browser asks for, and no other file of the disk", async () => {
    const files = readdirSync(path.join(repositoryRoot(), "emulator", "console"));
    for (const name of [...files, "..%2fpackage.json", "none.js"]) {
      const isServed = files.includes(name) && !/\.(ts|json)$/.test(name);
      const { status } = await get(emulator, `/console/${name}`);
      expect([name, status]).toEqual([name, isServed ? 200 : 404]);
    }
  });
});

describe("the console's page of sessions", () => {
  async function read(emulator: Emulator, query = "") {
    return (await plain(emulator, "GET", `/_emulator/console/sessions${query}`)).body;
  }
  const idsOf = (body: Awaited<ReturnType<typeof read>>) =>
    Object.values(body["sessions"] ?? {}).map((session) => session["session_uuid"]);

  it("has the newest 50 sessions of all accounts, and the count of each status", async () => {
    const emulator = await start({ accounts: [{ authId: "MAOTHER", authToken: "other-token" }] });
    const newestFirst: string[] = [];
    for (let index = 0; index < 52; index += 1) newestFirst.unshift(await create(emulator));
    emulator.sessions.change(newestFirst[0] ?? "", { status: "expired" });
    emulator.sessions.change(newestFirst[1] ?? "", { status: "in-progress" });
    const body = await read(emulator);
    expect(body).toMatchObject({
      now: new Date(startTime).toISOString(),
      accounts: ["MA-LOCAL-EMULATOR-00", "MAOTHER"],
      counts: { active: 50, "in-progress": 1, expired: 1 },
      total: 52,
      limit: 50,
      offset: 0,
    });
    expect(idsOf(body)).toEqual(newestFirst.slice(0, 50));
    expect(idsOf(await read(emulator, "?offset=50"))).toEqual(newestFirst.slice(50));
    expect(idsOf(await read(emulator, "?offset=1&limit=2"))).toEqual(newestFirst.slice(1, 3));
    expect(idsOf(await read(emulator, "?offset=99"))).toEqual([]);
  });

  it("is filtered by words: ids, numbers, status, subaccount", async () => {
    const one = await create(emulator);
    const other = await create(emulator, { second_party: "+12025550133", subaccount: "SAMINE" });
    emulator.sessions.change(other, { status: "expired" });
    const filtered = async (words: string) => idsOf(await read(emulator, `?q=${encodeURIComponent(words)}`));
    expect(await filtered(one.slice(0, 13).toUpperCase())).toEqual([one]);
    expect(await filtered("+12025550133")).toEqual([other]);
    expect(await filtered("expired samine")).toEqual([other]);
    expect(await filtered("active samine")).toEqual([]);
    expect(await filtered("1415555")).toEqual([other, one]);
  });

  it.each(["?limit=201", "?limit=-1", "?offset=x"])("%s is refused", async (query) => {
    expect((await plain(emulator, "GET", `/_emulator/console/sessions${query}`)).status).toBe(400);
  });
});

it("the console shows a session's creation and the requests that name it", async () => {
  const sessionUuid = await create(emulator);
  await create(emulator);
  await call(emulator, "GET", `/${sessionUuid}`);
  await call(emulator, "GET");
  emulator.faults.arm({ kind: "unreadable", operation: "create", when: "after" });
  await call(emulator, "POST", "", parties).catch(() => undefined);
  const faulty = emulator.sessions.all().at(-1)?.session_uuid ?? "";
  const read = async (id: string) =>
    (await plain(emulator, "GET", `/_emulator/requests?sessionUuid=${id}`)).body["requests"];
  expect(await read(sessionUuid)).toMatchObject([
    { method: "POST", status: 201 },
    { method: "GET", status: 200 },
  ]);
  expect(await read(faulty)).toMatchObject([{ method: "POST", status: 201, fault: "fault-1" }]);
  expect(await read("none")).toEqual([]);
});

it("the console's forms get a description of each field and each kind of fault", async () => {
  const sessionUuid = await create(emulator);
  const { fields } = (await plain(emulator, "GET", "/_emulator/console/fields")).body as unknown as {
    fields: { name: string; kind: string; nullable: boolean }[];
  };
  const known = Object.keys(emulator.sessions.get(sessionUuid) ?? {});
  const fixed = ["session_uuid", "auth_id", "interaction"];
  expect(fields.map(({ name }) => name).sort()).toEqual(known.filter((name) => !fixed.includes(name)).sort());
  for (const { name, nullable } of fields) {
    const unset = () => emulator.sessions.change(sessionUuid, { [name]: null });
    if (nullable) expect(unset).not.toThrow();
    else expect(unset).toThrow();
  }
  const faults = (await plain(emulator, "GET", "/_emulator/console/faults")).body as unknown;
  expect(faults).toMatchObject({
    kinds: { lag: { keys: ["kind", "operation", "reads"], operations: ["list"] } },
    choices: { when: ["before", "after"] },
  });
});
