import { readdirSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import type { Emulator } from "../../../emulator/index.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import {
  call,
  create,
  emulator,
  firstNumber,
  freshEmulator,
  plain,
  secondNumber,
  startTime,
  start,
} from "../support.ts";

freshEmulator();

interface Raw {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

/** A request with exactly these headers. fetch would set the host itself. */
function raw(
  emulator: Emulator,
  method: string,
  at: string,
  headers: Record<string, string> = {},
): Promise<Raw> {
  const { hostname, port } = new URL(emulator.endpoint);
  return new Promise((resolve, reject) => {
    const going = request({ hostname, port, method, path: at, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    going.on("error", reject);
    going.end(method === "POST" ? '{"advance": 60}' : "");
  });
}

describe("the console's files", () => {
  it("are served with a policy that lets nothing in from elsewhere, and nothing inline run", async () => {
    for (const at of ["/", "/console/console.js", "/console/console.css", "/console/icon.svg"]) {
      const { status, headers } = await raw(emulator, "GET", at);
      expect(status).toBe(200);
      expect(headers["content-security-policy"]).toContain(
        "default-src 'none'; script-src 'self'; style-src 'self'",
      );
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
      });
    }
    const page = await raw(emulator, "GET", "/");
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.text).not.toMatch(/<script(?! type="module" src=)|<style|style=|onclick=|https?:\/\//);
  });

  it("are every file of its folder that a browser asks for, and no other file of the disk", async () => {
    const files = readdirSync(path.join(repositoryRoot(), "emulator", "console"));
    for (const name of files) {
      const isServed = !/\.(ts|json)$/.test(name);
      expect([name, (await raw(emulator, "GET", `/console/${name}`)).status]).toEqual([
        name,
        isServed ? 200 : 404,
      ]);
    }
    for (const at of ["/console/..%2fpackage.json", "/console/../package.json", "/console/none.js"]) {
      expect((await raw(emulator, "GET", at)).status).toBe(404);
    }
  });

  it("do not count as requests to the API", async () => {
    await raw(emulator, "GET", "/");
    expect(emulator.requests.count()).toBe(0);
  });

  it("are not served if the controls are off", async () => {
    const emulator = await start({ controls: false });
    for (const at of ["/", "/console/console.js", "/_emulator/events"]) {
      expect((await raw(emulator, "GET", at)).status).toBe(404);
    }
  });
});

describe("pages of other sites", () => {
  it.each(["evil.test", "evil.test:80", "127.0.0.1.evil.test", "localhost.evil.test", "192.168.0.1"])(
    "reach nothing under the name %j, whatever it resolves to",
    async (host) => {
      for (const at of ["/", "/console/console.js", "/_emulator/sessions", "/_emulator/events"]) {
        expect((await raw(emulator, "GET", at, { host })).status).toBe(403);
      }
    },
  );

  it.each(["localhost", "LOCALHOST:4010", "127.0.0.1:4010", "127.1.2.3", "[::1]:4010"])(
    "do not include pages of the host %s",
    async (host) => {
      expect((await raw(emulator, "GET", "/_emulator/clock", { host })).status).toBe(200);
    },
  );

  it("cannot use the controls", async () => {
    const { host } = new URL(emulator.endpoint);
    const foreign = [
      { host, origin: "https://evil.test" },
      { host, origin: "null" },
      { host, origin: "http://localhost:4010" },
      { host, "sec-fetch-site": "cross-site" },
      { host, "sec-fetch-site": "same-site" },
    ];
    for (const headers of foreign) {
      expect((await raw(emulator, "POST", "/_emulator/clock", headers)).status).toBe(403);
      expect((await raw(emulator, "DELETE", "/_emulator/requests", headers)).status).toBe(403);
    }
    expect(emulator.clock.offset).toBe(0);
    const own = { host, origin: `http://${host}`, "sec-fetch-site": "same-origin" };
    expect((await raw(emulator, "POST", "/_emulator/clock", own)).status).toBe(200);
    expect((await raw(emulator, "POST", "/_emulator/clock", { host })).status).toBe(200);
    expect(emulator.clock.offset).toBe(120_000);
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
    const made: string[] = [];
    for (let index = 0; index < 52; index += 1) made.unshift(await create(emulator));
    emulator.sessions.change(made[0] ?? "", { status: "expired" });
    emulator.sessions.change(made[1] ?? "", { status: "in-progress" });
    const body = await read(emulator);
    expect(body).toMatchObject({
      now: new Date(startTime).toISOString(),
      accounts: ["MA-LOCAL-EMULATOR-00", "MAOTHER"],
      counts: { active: 50, "in-progress": 1, expired: 1 },
      total: 52,
      limit: 50,
      offset: 0,
    });
    expect(idsOf(body)).toEqual(made.slice(0, 50));
    expect(idsOf(await read(emulator, "?offset=50"))).toEqual(made.slice(50));
    expect(idsOf(await read(emulator, "?offset=1&limit=2"))).toEqual(made.slice(1, 3));
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
    expect((await plain(await start(), "GET", `/_emulator/console/sessions${query}`)).status).toBe(400);
  });
});

it("the console shows a session's creation and the requests that name it", async () => {
  const sessionUuid = await create(emulator);
  await create(emulator);
  await call(emulator, "GET", `/${sessionUuid}`);
  await call(emulator, "GET");
  emulator.faults.arm({ kind: "unreadable", operation: "create", when: "after" });
  await call(emulator, "POST", "", { first_party: firstNumber, second_party: secondNumber }).catch(
    () => undefined,
  );
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
