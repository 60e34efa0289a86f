import { OwnedSessions } from "../../../provider/lifecycle/owned-sessions";

let owned: OwnedSessions;
beforeEach(() => {
  owned = new OwnedSessions();
});

describe("a session that a resource has", () => {
  it("is known, has not been taken over, and never is", () => {
    owned.add("one");
    expect([owned.has("one"), owned.has("two")]).toEqual([true, false]);
    expect(owned.adopt("one")).toBe(false);
    expect(owned.wasAdopted("one")).toBe(false);
  });
});

describe("a session without an owner", () => {
  it("is taken over once", () => {
    expect(owned.adopt("one")).toBe(true);
    expect([owned.has("one"), owned.wasAdopted("one")]).toEqual([true, true]);
    expect(owned.adopt("one")).toBe(false);
  });

  it("that has been taken over stays so, whoever shows it later", () => {
    owned.adopt("one");
    owned.add("one");
    expect(owned.wasAdopted("one")).toBe(true);
  });
});

describe("a session that a resource gives up is kept from ending", () => {
  it("by nobody, as a rule", () => {
    owned.add("one");
    expect(owned.keptFromEnding("one", "arguments")).toBeUndefined();
  });

  it("by the resource that has taken it over", () => {
    owned.adopt("one");
    owned.keep("one");
    owned.release("one");
    expect(owned.keptFromEnding("one", "arguments")).toBe("adopted");
  });

  it("by the resource that keeps it, until that gives it up", () => {
    owned.keep("one");
    expect([owned.keptFromEnding("one", "arguments"), owned.keptFromEnding("two", "arguments")]).toEqual([
      "kept",
      undefined,
    ]);
    owned.release("one");
    expect(owned.keptFromEnding("one", "arguments")).toBeUndefined();
  });

  it("by nobody where a resource with the same arguments has been created, which replaces it", () => {
    owned.keep("one");
    owned.created("arguments");
    expect(owned.keptFromEnding("one", "arguments")).toBeUndefined();
    expect(owned.keptFromEnding("one", "other arguments")).toBe("kept");
  });
});

it("that two resources keep one session is told", () => {
  expect([owned.keep("one"), owned.keep("one")]).toEqual([false, true]);
});
