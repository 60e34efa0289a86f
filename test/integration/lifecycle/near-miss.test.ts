import { create } from "../../../provider/lifecycle/create";
import { CreateUnknownError } from "../../../provider/session/errors";
import { json } from "../plivo/support";
import { both, reset, scriptedPlivo, thrownBy } from "./scripted-plivo";

const plivo = scriptedPlivo();

const pinned = {
  ...both,
  isPinAuthenticationRequired: true,
  firstPartyPin: "48217",
  secondPartyPin: "90356",
} as const;

describe("a live session of the same parties that is not what is declared", () => {
  it.each(["adopt", "fail"] as const)(
    "is named under %s, with what differs, and another is made",
    async (way) => {
      plivo.add({ pin_retry: 3, unknown_caller_play: "https://example.com/a.mp3" });
      expect((await create(plivo.context(way), { ...both, pinRetry: 2 })).sessionUuid).toBe("session-2");
      expect(plivo.lines).toEqual([
        expect.stringMatching(
          /^Masking session session-1 is live and of the same parties, but differs in .*\bpinRetry\b/,
        ),
      ]);
      expect(plivo.owned.has("session-1")).toBe(false);
    },
  );

  it("is named without a word of its values", async () => {
    plivo.add({ is_pin_authentication_required: true, first_party_pin: "48218", second_party_pin: "90357" });
    await create(plivo.context("adopt"), pinned);
    expect(plivo.lines.join("\n")).toMatch(/differs in firstPartyPin, secondPartyPin\.$/);
    expect(plivo.lines.join("\n")).not.toMatch(/\d{5}/);
  });

  it("is not named where it has ended, has an owner, or nobody asked", async () => {
    plivo.add({ pin_retry: 3, status: "expired" });
    plivo.owned.add(plivo.add({ pin_retry: 3 }).session_uuid);
    await create(plivo.context("adopt"), both);
    plivo.add({ pin_retry: 3 });
    await create(plivo.context("create"), both);
    expect(plivo.lines).toEqual([]);
  });

  it("does not keep the one that is from being taken over", async () => {
    plivo.add();
    plivo.add({ pin_retry: 3 });
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
    expect(plivo.lines).toHaveLength(2);
  });
});

describe("what an unknown outcome advises", () => {
  async function messageOf(work: Promise<unknown>): Promise<string> {
    const error = await thrownBy(work);
    if (error instanceof CreateUnknownError) return error.message;
    throw new Error(`expected a CreateUnknownError, got ${String(error)}`);
  }

  it("is not to adopt a session that has just been refused for what it is", async () => {
    plivo.next.create.push(plivo.made(reset, { pin_retry: 3 }));
    const message = await messageOf(create(plivo.context(), both));
    expect(message).not.toContain("PLIVO_IF_EXISTS");
    expect(message).toMatch(/session-1 is live .* End what nobody needs .* then run `pulumi up`\.$/);
  });

  it("is the same for several, each of which is named", async () => {
    plivo.add({ pin_retry: 3 });
    plivo.next.create.push(plivo.made(reset, { pin_retry: 3 }));
    expect(await messageOf(create(plivo.context(), both))).toContain("session-2 and session-1 are live");
  });

  it("is to adopt where none is known of", async () => {
    plivo.next.create.push(plivo.made(reset));
    plivo.next.list.push(json(403, { error: "not allowed" }));
    expect(await messageOf(create(plivo.context(), both))).toContain("`PLIVO_IF_EXISTS=adopt pulumi up`");
    // As it does.
    plivo.owned = new (plivo.owned.constructor as new () => typeof plivo.owned)();
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
  });

  it("comes with why the look-up was of no use", async () => {
    plivo.next.create.push(plivo.made(reset));
    plivo.next.list.push(json(403, { error: "not allowed" }));
    const message = await messageOf(create(plivo.context(), both));
    expect(message).toContain("a look-up did not settle it: Access to this address or account is forbidden.");
  });
});
