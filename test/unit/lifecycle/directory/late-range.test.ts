import { LateRange } from "../../../../provider/lifecycle/directory/late-range.ts";
import { clockSkewMs, lateCommitMs } from "../../../../provider/lifecycle/listing.ts";

const cutoff = 10_000_000;

describe("the time in which a first listing can miss sessions", () => {
  it("begins as long before its newest session as Plivo may take to show one", () => {
    expect(new LateRange(cutoff, cutoff, 0).next(cutoff, 1_000)).toEqual({
      from: cutoff - lateCommitMs,
      to: cutoff,
    });
  });

  it("begins by Plivo's clock, if that is far past the newest session", () => {
    const now = cutoff + clockSkewMs + 7_000;
    expect(new LateRange(cutoff, now, 0).next(cutoff, 1_000)?.from).toBe(cutoff + 7_000 - lateCommitMs);
  });

  it("is empty, if it begins at the newest session or after it", () => {
    const range = (lateMs: number) => new LateRange(cutoff, cutoff + clockSkewMs + lateCommitMs + lateMs, 0);
    expect(range(0).next(cutoff, 1_000)).toBeUndefined();
    expect(range(1_000).next(cutoff, 1_000)).toBeUndefined();
  });

  it("ends with the first newer session that a listing shows", () => {
    const range = new LateRange(cutoff, cutoff, 0);
    const ends = [cutoff, cutoff + 5_000, cutoff + 9_000].map((next) => range.next(next, 1_000)?.to);
    expect(ends).toEqual([cutoff, cutoff + 5_000, cutoff + 5_000]);
  });

  it("ends a second after Plivo's time at the first listing, if that is later", () => {
    const range = new LateRange(cutoff, cutoff + 4_000, 0);
    const ends = [cutoff + 2_000, cutoff + 9_000].map((next) => range.next(next, 1_000)?.to);
    expect(ends).toEqual([cutoff + 2_000, cutoff + 5_000]);
  });

  it("is listed a last time when Plivo must have shown all of it", () => {
    const range = new LateRange(cutoff, cutoff, 500);
    expect(range.next(cutoff, 500 + lateCommitMs - 1)).toBeDefined();
    expect(range.next(cutoff, 500 + lateCommitMs)).toBeDefined();
    expect(range.next(cutoff, 501 + lateCommitMs)).toBeUndefined();
  });
});
