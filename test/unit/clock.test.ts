import { ClockOffsetError, shiftedClock } from "../../provider/clock";

/** A clock under this PLIVO_CLOCK_OFFSET, and the lines it logs. */
function clock(offset?: string) {
  const lines: string[] = [];
  const environment = offset === undefined ? {} : { PLIVO_CLOCK_OFFSET: offset };
  return { lines, now: shiftedClock(environment, (line) => lines.push(line)) };
}

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  jest.useRealTimers();
});

describe("the provider's clock", () => {
  it.each([undefined, "", " ", "0"])("is the machine's, silently, with the offset %p", (offset) => {
    const { now, lines } = clock(offset);
    expect(now()).toBe(1_000_000);
    expect(lines).toEqual([]);
  });

  it.each([
    ["3600", 4_600_000],
    ["-60", 940_000],
  ])("is shifted by PLIVO_CLOCK_OFFSET=%s, and says so once", (offset, expected) => {
    const { now, lines } = clock(offset);
    expect([now(), now()]).toEqual([expected, expected]);
    expect(lines).toEqual([`PLIVO_CLOCK_OFFSET is set: the provider's clock is shifted by ${offset} s.`]);
  });

  it.each(["soon", "1h", "Infinity"])("refuses PLIVO_CLOCK_OFFSET=%s", (offset) => {
    expect(() => clock(offset).now()).toThrow(ClockOffsetError);
  });
});
