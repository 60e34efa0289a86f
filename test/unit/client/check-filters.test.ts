import { checkFilters, InvalidFiltersError } from "../../../provider/client/queries.ts";
import { checkMaxResults } from "../../../provider/client/check-filters.ts";

function problems(filters: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    checkFilters(filters);
  } catch (error) {
    if (error instanceof InvalidFiltersError) return error.problems;
    throw error;
  }
  return [];
}

describe("the filters of a list", () => {
  it("have one normal form", () => {
    const filters = {
      firstParty: "+1 (202) 555-0100",
      virtualNumber: "+14155550100",
      status: "expired",
      createdTimeGte: "2026-03-01T12:00:00+02:00",
      expiryTimeLt: "2026-03-01T10:00:00.5Z",
      duration: 0,
      limit: 20,
      offset: 0,
      subaccount: undefined,
    } as const;
    const unset = { createdTimeGt: null } as unknown as object;
    expect(checkFilters({ ...filters, ...unset })).toEqual({
      ...filters,
      firstParty: "+12025550100",
      createdTimeGte: "2026-03-01T10:00:00.000Z",
      expiryTimeLt: "2026-03-01T10:00:00.500Z",
    });
    expect(checkFilters(undefined)).toEqual({});
  });

  it.each(["firstParty", "secondParty", "virtualNumber"] as const)(
    "have %s in its E.164 form, without the national trunk zero",
    (name) => expect(checkFilters({ [name]: "+44 (0)20 7946 0018" })).toEqual({ [name]: "+442079460018" }),
  );

  const iso = "must be ISO 8601 with a time zone, such as 2026-03-01T10:00:00Z.";
  it.each([
    [{ statuss: "active" }, 'There is no filter "statuss". Did you mean "status"?'],
    [{ createdTimeGreaterOrEqual: "x" }, "There is no filter"],
    [{ "12025550100": "x" }, "There is no filter."],
    [{ firstParty: "2025550100" }, 'firstParty must start with "+" and the country code'],
    [{ status: "in-progress" }, 'status must be "active" or "expired" or "all".'],
    [{ createdTimeGt: "2026-03-01" }, `createdTimeGt ${iso}`],
    [{ createdTimeGt: "2026-03-01T10:00:00" }, `createdTimeGt ${iso}`],
    [{ createdTimeGt: "2026-02-30T10:00:00Z" }, `createdTimeGt ${iso}`],
    [{ expiryTime: 1_772_000_000 }, `expiryTime ${iso}`],
    [{ duration: 1.5 }, "duration must be a whole number of 0 or more."],
    [{ durationLt: "60" }, "durationLt must be a whole number of 0 or more."],
    [{ limit: 21 }, "limit must be a whole number from 1 to 20."],
    [{ offset: -1 }, "offset must be a whole number of 0 or more."],
    [{ subaccount: "" }, "subaccount must not be empty: leave it out instead."],
    [{ duration: 5, durationGte: 1 }, "duration cannot be combined with durationGte: leave one out."],
    [{ durationGt: 5, durationGte: 5 }, "durationGt cannot be combined with durationGte: leave one out."],
    [{ durationGt: 10, durationLt: 9 }, "durationGt must not be more than durationLt."],
    [
      { durationGt: 1, durationLt: 5, durationLte: 5 },
      "durationLt cannot be combined with durationLte: leave one out.",
    ],
    [
      { expiryTimeLt: "2026-03-01T10:00:00Z", expiryTimeLte: "2026-03-01T10:00:00Z" },
      "expiryTimeLt cannot be combined with expiryTimeLte: leave one out.",
    ],
    [
      { createdTimeGte: "2026-03-01T10:00:00+02:00", createdTimeLt: "2026-03-01T07:00:00Z" },
      "createdTimeGte must not be later than createdTimeLt.",
    ],
  ])("such as %j are rejected", (filters, problem) => {
    expect(problems(filters)).toEqual([expect.stringContaining(problem)]);
  });

  it("are rejected for all reasons at once, without a value", () => {
    const range = { durationGt: 5, durationLt: 4 };
    const wrong = problems({ firstParty: "202 555 0100", limit: 0, state: "secret-word", ...range });
    expect(wrong).toHaveLength(4);
    expect(wrong.join(" ")).not.toMatch(/202|secret-word/);
  });

  it("can bound a list from both sides if they are equal, or in order as numbers", () => {
    const moment = "2026-03-01T10:00:00Z";
    expect(problems({ durationGte: 5, durationLte: 5 })).toEqual([]);
    expect(problems({ durationGt: 9, durationLt: 10 })).toEqual([]);
    expect(problems({ createdTimeGte: moment, createdTimeLte: moment })).toEqual([]);
  });
});

describe("maxResults", () => {
  it("is a whole number of 1 or more, or left out", () => {
    expect([checkMaxResults(undefined), checkMaxResults(3)]).toEqual([undefined, 3]);
    for (const wrong of [0, 1.5, "3", null])
      expect(() => checkMaxResults(wrong)).toThrow(InvalidFiltersError);
  });
});
