import { OwnedSessions } from "../../../provider/lifecycle/owned-sessions.ts";

let owned: OwnedSessions;
beforeEach(() => {
  owned = new OwnedSessions();
});

describe("a session that a resource owns", () => {
  it("is known, and cannot be adopted", () => {
    owned.add("one");
    expect([owned.has("one"), owned.has("two")]).toEqual([true, false]);
    expect(owned.adopt("one")).toBe(false);
    expect(owned.wasAdopted("one")).toBe(false);
  });
});

describe("a session without an owner", () => {
  it("can be adopted once", () => {
    expect(owned.adopt("one")).toBe(true);
    expect([owned.has("one"), owned.wasAdopted("one")]).toEqual([true, true]);
    expect(owned.adopt("one")).toBe(false);
  });

  it("stays adopted, whoever shows it later", () => {
    owned.adopt("one");
    owned.add("one");
    expect(owned.wasAdopted("one")).toBe(true);
  });
});

describe("a session that a resource gives up", () => {
  it("is not kept in general", () => {
    owned.add("one");
    expect(owned.reasonToKeepAlive("one")).toBeUndefined();
  });

  it("is kept by the resource that adopted it", () => {
    owned.adopt("one");
    owned.keep("one");
    owned.release("one");
    expect(owned.reasonToKeepAlive("one")).toBe("adopted");
  });

  it("is kept by the resource that keeps it, until that gives it up", () => {
    owned.keep("one");
    expect([owned.reasonToKeepAlive("one"), owned.reasonToKeepAlive("two")]).toEqual(["kept", undefined]);
    owned.release("one");
    expect(owned.reasonToKeepAlive("one")).toBeUndefined();
  });

  it("is not kept if it was created in this run", () => {
    owned.recordCreated("one");
    owned.keep("one", "ride");
    expect(owned.reasonToKeepAlive("one")).toBeUndefined();
  });

  it("is not kept if the resource that kept it is replaced after all", () => {
    owned.keep("one", "ride");
    owned.keep("two", "call");
    owned.releaseOf("ride");
    owned.releaseOf("new");
    expect([owned.reasonToKeepAlive("one"), owned.reasonToKeepAlive("two")]).toEqual([undefined, "kept"]);
  });
});

it("the second resource that keeps one session is recognised", () => {
  expect([owned.keep("one"), owned.keep("one")]).toEqual([false, true]);
});
