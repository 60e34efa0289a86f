import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { createStackFolder } from "../../../tools/engine/folder.ts";
import { capture } from "../../../tools/leaks/record.ts";
import { variablesIn } from "../../support/engine-variables.ts";
import { exampleFile } from "../../support/example.ts";
import { parties } from "../../support/field-changes.ts";
import { lockStack } from "../../support/killing.ts";

const example = path.join(__dirname, "../../../examples/automation-api");

interface Answer {
  status: number;
  body: unknown;
}

/** The service as `npm start` runs it: a process of its own, without a program on the disk. */
describe("examples/automation-api", () => {
  let emulator: Emulator;
  let folder: string;
  let service: ChildProcess;
  let url: string;

  beforeAll(async () => {
    emulator = await startEmulator();
    folder = await createStackFolder();
    await start();
  });
  afterAll(async () => {
    await stop();
    await rm(folder, { recursive: true });
    await emulator.close();
  });

  async function start(): Promise<void> {
    const variables = await variablesIn(folder);
    service = spawn(process.execPath, ["index.ts"], {
      cwd: example,
      env: { ...process.env, ...variables, ...emulator.environment, PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (service.stdout === null) throw new Error("The service has no output.");
    const [line] = (await once(createInterface(service.stdout), "line")) as [string];
    url = /http:\/\/\S+?(?=\/orders)/.exec(line)?.[0] ?? "";
  }

  async function stop(): Promise<void> {
    service.kill();
    await once(service, "exit");
  }

  async function ask(method: string, route: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${url}${route}`, { method, body: body ? JSON.stringify(body) : null });
    const text = await answer.text();
    capture("text", text);
    return { status: answer.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
  }

  it("shows why an order cannot be opened, and quotes no number", async () => {
    const { firstParty } = parties(91);
    const wrong = await ask("PUT", "/orders/o-2", { firstParty, secondParty: firstParty });
    expect(wrong).toEqual({
      status: 502,
      body: { error: expect.stringContaining("secondParty must differ") as string },
    });
    expect(JSON.stringify(wrong)).not.toContain(firstParty.slice(1));
    expect((await ask("PUT", "/orders/o-2", {})).status).toBe(400);
    const stack = "plivo-masking-automation-api/order-o-2";
    const free = await lockStack(path.join(folder, "backend"), stack);
    const locked = await ask("PUT", "/orders/o-2", parties(91));
    expect(locked).toEqual({
      status: 502,
      body: { error: "Order o-2 failed: Another run has locked its stack." },
    });
    await free();
    expect(emulator.requests.all()).toEqual([]);
  });

  it("opens orders in parallel, and an order that is requested twice only once", async () => {
    const [first, again, other] = await Promise.all([
      ask("PUT", "/orders/o-1", parties(90)),
      ask("PUT", "/orders/o-1", parties(90)),
      ask("PUT", "/orders/o-2", parties(91)),
    ]);
    expect([first.status, again.status, other.status]).toEqual([200, 200, 200]);
    expect(again).toEqual(first);
    const shown = /^\{.*\}$/m.exec(exampleFile("automation-api", "README.md"))?.[0] ?? "";
    expect(Object.keys(first.body as object)).toEqual(Object.keys(JSON.parse(shown) as object));
    const live = emulator.sessions.live().map(({ virtual_number: number }) => `+${number.replace("+", "")}`);
    expect([first, other].map(({ body }) => (body as { number: string }).number).sort()).toEqual(live.sort());
    expect(emulator.requests.all().map(({ method }) => method)).toEqual(["POST", "POST"]);
    expect((await ask("GET", "/orders")).body).toEqual(["o-1", "o-2"]);
  });

  it("closes orders, also those that it opened before it was started again", async () => {
    await stop();
    await start();
    const closed = await Promise.all(["o-1", "o-2", "o-4"].map((id) => ask("DELETE", `/orders/${id}`)));
    expect(closed.map(({ status }) => status)).toEqual([204, 204, 404]);
    expect(emulator.sessions.live()).toEqual([]);
    expect((await ask("GET", "/orders")).body).toEqual([]);
  });
});
