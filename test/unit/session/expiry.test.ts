import {
  expiryText,
  isDueForRenewal,
  isExpired,
  isExpiredOrExpiring,
  onExpiryOf,
  storedExpiryText,
} from "../../../provider/session/expiry.ts";

const end = Date.parse("2026-03-01T12:00:00Z");
const life = { status: "active", expiryTime: "2026-03-01T12:00:00Z" };
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe("a session's expiry", () => {
  it("is reached at its expiry time, or with its status", () => {
    expect(isExpired(life, end - 1)).toBe(false);
    expect(isExpired(life, end)).toBe(true);
    expect(isExpired({ ...life, status: "expired" }, 0)).toBe(true);
  });

  it.each([undefined, null])("is never reached with the expiry time %p", (expiryTime) => {
    expect(isExpired({ status: "active", expiryTime }, end)).toBe(false);
    expect(expiryText({ expiryTime }, end)).toBe("has expired");
  });
});

it.each([
  [0, "0 s"],
  [999, "0 s"],
  [second, "1 s"],
  [59 * second, "59 s"],
  [minute, "1 min"],
  [minute + second, "1 min 1 s"],
  [hour, "1 h"],
  [hour + second, "1 h"],
  [2 * hour + 14 * minute + 59 * second, "2 h 14 min"],
  [day, "1 d"],
  [3 * day + 23 * hour + 59 * minute, "3 d 23 h"],
])("a session %i ms after its expiry time is described as expired %s ago", (ago, text) => {
  expect(expiryText(life, end + ago)).toBe(`expired ${text} ago`);
});

it("a session before its expiry is described with its time, and one that someone expired without a time", () => {
  expect(expiryText(life, end - 12 * second)).toBe("ends in 12 s");
  expect(expiryText({ ...life, status: "expired" }, end - 1)).toBe("has expired");
});

it("a stored status of expired is described without a time, because that may be when an update found it", () => {
  expect(storedExpiryText({ ...life, status: "expired" }, end + hour)).toBe(
    "has expired or no longer exists",
  );
  expect(storedExpiryText(life, end + hour)).toBe("expired 1 h ago");
});

it("a session counts as spent 30 s before its expiry, because no call could use it and clocks differ", () => {
  expect(isExpiredOrExpiring(life, end - 30 * second - 1)).toBe(false);
  expect(isExpiredOrExpiring(life, end - 30 * second)).toBe(true);
  expect(isExpiredOrExpiring({ ...life, status: "expired" }, 0)).toBe(true);
});

describe("a session is due for renewal", () => {
  const renewing = { renewBefore: 600, sessionExpiry: 3600 };

  it("if less of its life is left than renewBefore, until it expires", () => {
    expect(isDueForRenewal(renewing, life, end - 600 * second)).toBe(false);
    expect(isDueForRenewal(renewing, life, end - 599 * second)).toBe(true);
    expect(isDueForRenewal(renewing, life, end - second)).toBe(true);
    expect(isDueForRenewal(renewing, life, end)).toBe(false);
    expect(isDueForRenewal(renewing, { ...life, status: "expired" }, end - second)).toBe(false);
  });

  it("only if both arguments are set, and its expiry time is known", () => {
    expect(isDueForRenewal({ renewBefore: 600 }, life, end - second)).toBe(false);
    expect(isDueForRenewal({ sessionExpiry: 3600 }, life, end - second)).toBe(false);
    expect(isDueForRenewal(renewing, { status: "active" }, end - second)).toBe(false);
  });
});

it("an expired session is created again unless the program says otherwise", () => {
  expect(onExpiryOf({})).toBe("recreate");
  expect(onExpiryOf({ onExpiry: "fail" })).toBe("fail");
});
