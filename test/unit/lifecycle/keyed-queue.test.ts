import { KeyedQueue } from "../../../provider/lifecycle/keyed-queue.ts";
import { nextTurn } from "../../support/virtual-clock.ts";

/** Tasks that the test ends, and a record of their starts and ends. */
function setUp() {
  const turns = new KeyedQueue();
  const events: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const start = (key: string, name: string) =>
    turns.run(key, async () => {
      events.push(`${name} begins`);
      await new Promise<void>((resolve, reject) => {
        ends.set(name, (error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
      });
      events.push(`${name} ends`);
      return name;
    });
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await nextTurn();
  };
  return { events, start, end };
}

describe("the tasks of one key", () => {
  it("run one after another in order, each with its own result", async () => {
    const { events, start, end } = setUp();
    const all = Promise.all([start("a", "one"), start("a", "two"), start("a", "three")]);
    await nextTurn();
    expect(events).toEqual(["one begins"]);
    await end("one");
    expect(events.slice(1)).toEqual(["one ends", "two begins"]);
    await end("two");
    await end("three");
    expect(events.slice(3)).toEqual(["two ends", "three begins", "three ends"]);
    expect(await all).toEqual(["one", "two", "three"]);
  });

  it("continue after one that fails, and its error is its own", async () => {
    const { events, start, end } = setUp();
    const failing = start("a", "one");
    const next = start("a", "two");
    const rejected = expect(failing).rejects.toThrow("broken");
    await nextTurn();
    await end("one", new Error("broken"));
    await rejected;
    await end("two");
    expect(await next).toBe("two");
    expect(events).toEqual(["one begins", "two begins", "two ends"]);
  });

  it("wait for the last one even if an earlier one ended in between", async () => {
    const { events, start, end } = setUp();
    const running = [start("a", "one"), start("a", "two")];
    await nextTurn();
    await end("one");
    running.push(start("a", "three"));
    await nextTurn();
    expect(events).not.toContain("three begins");
    await end("two");
    await end("three");
    expect(await Promise.all(running)).toEqual(["one", "two", "three"]);
  });

  it("start at once if none of that key is running", async () => {
    const { events, start, end } = setUp();
    const first = start("a", "one");
    await nextTurn();
    await end("one");
    await first;
    const second = start("a", "two");
    await nextTurn();
    expect(events).toEqual(["one begins", "one ends", "two begins"]);
    await end("two");
    await second;
  });
});

it("tasks of different keys run in parallel", async () => {
  const { events, start, end } = setUp();
  const both = Promise.all([start("a", "one"), start("b", "two")]);
  await nextTurn();
  expect(events).toEqual(["one begins", "two begins"]);
  await end("two");
  await end("one");
  expect(await both).toEqual(["one", "two"]);
});
