import { MemoryCallbackStore } from "../../../provider/callbacks/index.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

describe("the store in memory", () => {
  const clock = VirtualClock.standing();

  it("grants a claim once, and never again after completion", () => {
    const store = new MemoryCallbackStore();
    expect(store.claim("a", 1_000)).toBe("claimed");
    expect(store.claim("a", 1_000)).toBe("pending");
    store.complete("a");
    expect(store.claim("a", 1_000)).toBe("done");
    expect(store.claim("b", 1_000)).toBe("claimed");
  });

  it("grants a claim again after a release, or after the claim expires", async () => {
    const store = new MemoryCallbackStore({ clock });
    store.claim("a", 1_000);
    store.release("a");
    expect(store.claim("a", 1_000)).toBe("claimed");
    await clock.advance(999);
    expect(store.claim("a", 1_000)).toBe("pending");
    await clock.advance(1);
    expect(store.claim("a", 1_000)).toBe("claimed");
  });

  it("forgets the least recently used key, and so stays bounded", () => {
    const store = new MemoryCallbackStore({ maxKeys: 3 });
    for (const key of ["a", "b", "c", "a", "d"]) {
      store.claim(key, 1_000);
      store.complete(key);
    }
    // "a" was used later than "b".
    expect(["a", "c", "d"].map((key) => store.claim(key, 1_000))).toEqual(["done", "done", "done"]);
    expect(store.claim("b", 1_000)).toBe("claimed");
  });

  it("remembers 200,000 keys by default, and no more", () => {
    const store = new MemoryCallbackStore();
    store.complete("first");
    for (let count = 1; count < 200_000; count += 1) store.complete(String(count));
    expect(store.claim("first", 1_000)).toBe("done");
    store.complete("one more");
    expect(store.claim("first", 1_000)).toBe("claimed");
  });
});
