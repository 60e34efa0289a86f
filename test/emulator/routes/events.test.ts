import { once } from "node:events";
import { createServer } from "node:http";
import { Changes } from "../../../emulator/common/change-notifier.ts";
import { EventStreams } from "../../../emulator/routes/controls/event-streams.ts";
import { listen } from "../../support/listen.ts";
import type { Emulator } from "../../../emulator/index.ts";
import { call, create, emulator, firstNumber, freshEmulator, parties, plain } from "../support.ts";

freshEmulator();

/** Reads an emulator's stream of events. */
async function watch(emulator: Emulator) {
  const response = await fetch(`${emulator.endpoint}/_emulator/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  /** The text up to the first event that names this part. Undefined if the stream has ended. */
  const until = async (part: string): Promise<string | undefined> => {
    for (;;) {
      const end = new RegExp(`data: .*"${part}".*\\n\\n`).exec(text);
      if (end) {
        const read = text.slice(0, end.index + end[0].length);
        text = text.slice(read.length);
        return read;
      }
      const { value, done } = (await reader?.read()) ?? { value: "", done: true };
      if (done) return undefined;
      text += value;
    }
  };
  return { response, until, stop: () => reader?.cancel() };
}

it("an event stream names the parts that have changed, and nothing of their contents", async () => {
  const { response, until } = await watch(emulator);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  await create(emulator);
  const told = await until("requests");
  expect(told).toContain('event: changed\ndata: ["sessions","requests"]\n\n');
  expect(told).not.toContain(firstNumber.slice(1));
  emulator.clock.advance(60);
  expect(await until("clock")).toContain('["clock"]');
  emulator.faults.arm({ kind: "reset", operation: "create", when: "before" });
  expect(await until("faults")).toContain('["faults"]');
  await plain(emulator, "PUT", "/_emulator/pool", { numbers: [] });
  expect(await until("pool")).toContain('["pool"]');
});

it("an event stream sends one event for many changes of one moment", async () => {
  const { until } = await watch(emulator);
  const sessionUuid = await create(emulator);
  await until("sessions");
  for (let index = 1; index <= 1000; index += 1)
    emulator.sessions.change(sessionUuid, { ring_timeout: index });
  emulator.clock.advance(1);
  const told = await until("clock");
  expect(told?.match(/event: changed/g)).toHaveLength(1);
});

it("an event stream reports that a fault fires and ends", async () => {
  const { until } = await watch(emulator);
  const { id } = emulator.faults.arm({ kind: "delay", seconds: 10, operation: "create", when: "before" });
  await until("faults");
  const held = call(emulator, "POST", "", parties);
  await emulator.faults.whenFired(id);
  expect(await until("faults")).toBeDefined();
  await emulator.faults.clear();
  expect((await held).status).toBe(201);
  expect(await until("faults")).toBeDefined();
});

it("an event stream ends with the emulator, which does not wait for it", async () => {
  const { until } = await watch(emulator);
  await emulator.close();
  expect(await until("sessions")).toBeUndefined();
});

it("an event stream sends nothing to a client that has gone", () => {
  const changes = new Changes();
  const told: string[] = [];
  const stop = changes.listen((part) => told.push(part));
  changes.notify("clock");
  stop();
  changes.notify("pool");
  expect(told).toEqual(["clock"]);
});

it("the emulator forgets event streams whose clients have gone", async () => {
  const streams = new EventStreams(new Changes());
  const gone: Promise<unknown>[] = [];
  const server = createServer((_request, response) => {
    streams.add(response);
    gone.push(once(response, "close"));
  });
  const port = await listen(server);
  const watchers = Array.from({ length: 20 }, () => new AbortController());
  await Promise.all(watchers.map(({ signal }) => fetch(`http://127.0.0.1:${port}/`, { signal })));
  expect(streams.size).toBe(20);
  for (const watcher of watchers) watcher.abort();
  await Promise.all(gone);
  expect(streams.size).toBe(0);
  server.close();
});
