import { ClockOffsetError, shiftedClock } from "../../../provider/common/clock.ts";
import { start, VirtualClock } from "../../support/virtual-clock.ts";

const standing = VirtualClock.standing();

/** A clock under this PLIVO_CLOCK_OFFSET, and the lines it logs. */
function clockWith(offset?: string) {
  const lines: string[] = [];
  const environment = offset === undefined ? {} : { PLIVO_CLOCK_OFFSET: offset };
  return { lines, clock: shiftedClock(standing, environment, (line) => lines.push(line)) };
}

describe("the provider's clock", () => {
  it.each([undefined, "", " ", "0"])("is the machine's, and prints nothing, with the offset %p", (offset) => {
    const { clock: shifted, lines } = clockWith(offset);
    expect(shifted.now()).toBe(start);
    expect(lines).toEqual([]);
  });

  it.each([
    ["3600", start + 3_600_000],
    ["-60", start - 60_000],
  ])("is shifted by PLIVO_CLOCK_OFFSET=%s, and prints that once", (offset, expected) => {
    const { clock: shifted, lines } = clockWith(offset);
    expect([shifted.now(), shifted.now()]).toEqual([expected, expected]);
    expect(lines).toEqual([`PLIVO_CLOCK_OFFSET is set: the provider's clock is shifted by ${offset} s.`]);
  });

  it("follows an offset that changes, as between two programs of one process, and prints that again", () => {
    const environment: NodeJS.ProcessEnv = { PLIVO_CLOCK_OFFSET: "60" };
    const lines: string[] = [];
    const shifted = shiftedClock(standing, environment, (line) => lines.push(line));
    expect(shifted.now()).toBe(start + 60_000);
    environment["PLIVO_CLOCK_OFFSET"] = "120";
    expect([shifted.now(), shifted.now()]).toEqual([start + 120_000, start + 120_000]);
    delete environment["PLIVO_CLOCK_OFFSET"];
    expect(shifted.now()).toBe(start);
    expect(lines.map((line) => /\d+ s\.$/.exec(line)?.[0])).toEqual(["60 s.", "120 s."]);
  });

  it.each(["315576000", "-315576000"])("can be shifted by ten years, by %s", (offset) => {
    expect(clockWith(offset).clock.now()).toBe(start + Number(offset) * 1000);
  });

  it.each(["soon", "1h", "Infinity", "NaN", "1e13", "-1e13", "315576001"])(
    "rejects PLIVO_CLOCK_OFFSET=%s",
    (offset) => expect(() => clockWith(offset).clock.now()).toThrow(ClockOffsetError),
  );
});
