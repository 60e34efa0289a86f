import { EmulatorClock } from "../../../emulator/common/clock.ts";
import { Timers } from "../../../emulator/common/timers.ts";
import { startTime } from "../support.ts";

function open() {
  const clock = new EmulatorClock(() => startTime);
  const timers = new Timers(clock);
  const happened: [string, number][] = [];
  const note = (what: string) => (time: number) => happened.push([what, (time - startTime) / 1000]);
  const at = (seconds: number, what: string) => timers.at(startTime + seconds * 1000, note(what));
  return { clock, timers, happened, at, note };
}

describe("a timer on the emulator's clock", () => {
  it("fires when the clock reaches its time, and not before", () => {
    const { clock, happened, at } = open();
    at(10, "ring");
    clock.advance(9.999);
    expect(happened).toEqual([]);
    clock.advance(0.001);
    expect(happened).toEqual([["ring", 10]]);
    clock.advance(100);
    expect(happened).toHaveLength(1);
  });

  it("fires in the order of time, then of registration, and gets its own time", () => {
    const { clock, happened, at } = open();
    at(30, "third");
    at(10, "first");
    at(20, "second");
    at(10, "first too");
    clock.advance(3600);
    expect(happened).toEqual([
      ["first", 10],
      ["first too", 10],
      ["second", 20],
      ["third", 30],
    ]);
  });

  it("can start another one that fires within the same move of the clock", () => {
    const { clock, timers, happened, at, note } = open();
    timers.at(startTime + 10_000, (time) => void timers.at(time + 5_000, note("answer")));
    at(20, "hang up");
    clock.advance(60);
    expect(happened).toEqual([
      ["answer", 15],
      ["hang up", 20],
    ]);
  });

  it("does not fire after it is cancelled", () => {
    const { clock, timers, happened, at } = open();
    const cancel = at(10, "ring");
    at(20, "hang up");
    cancel();
    cancel();
    clock.advance(10);
    expect(happened).toEqual([]);
    timers.clear();
    clock.advance(10);
    expect(happened).toEqual([]);
  });

  it("fires by itself as real time passes", async () => {
    const timers = new Timers(new EmulatorClock(Date.now));
    const due = Date.now() + 5;
    const time = await new Promise<number>((resolve) => timers.at(due, resolve));
    expect(time).toBe(due);
  });
});
