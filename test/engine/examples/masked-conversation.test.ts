import maskedConversation from "../../../examples/masked-conversation/index.ts";
import type { Operation } from "../../../tools/engine/index.ts";
import { everythingShown, expectSuccess, secretConfig, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds } from "../../support/stored.ts";

const { firstParty: driver, secondParty: customer } = parties(60);
const { firstParty: support } = parties(61);

/** What was done to each resource: `{ "MaskingSession delivery": "create" }`. */
function done(operation: Operation): Record<string, string> {
  return Object.fromEntries(
    operation.steps.map(({ type, name, op }) => [`${type.split(":").at(-1) ?? ""} ${name}`, op]),
  );
}

describe("examples/masked-conversation", () => {
  const delivery = {
    firstParty: driver,
    secondParty: customer,
    sessionExpiry: 3600,
    callbackUrl: "https://example.com/plivo/conversations/delivery/events",
  };
  const config = secretConfig("masked-conversation", { driver, customer, support });
  const bench = useBench({ delivery }, { existing: true, config });
  let before: string | undefined;
  beforeAll(async () => {
    before = (await storedIds(bench.stack))["delivery"];
    bench.stack.setProgram(() => Promise.resolve(maskedConversation()));
  });

  it("takes a session that was in the program before into its component, and creates the other", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(done(up)).toEqual({
      "MaskedConversation delivery": "create",
      "MaskingSession delivery": "same",
      "MaskedConversation complaint": "create",
      "MaskingSession complaint": "create",
      "CallButton delivery": "create",
    });
    expect(up.outputs["deliveryLink"]).toBe(`tel:${String(up.outputs["deliveryNumber"])}`);
    expect(bench.requests()).toEqual(["POST 201"]);
    expect((await storedIds(bench.stack))["delivery"]).toBe(before);
    const numbers = bench.emulator.sessions.all().map(({ virtual_number: number }) => number);
    const dialled = [up.outputs["deliveryNumber"], up.outputs["complaintNumber"]];
    expect(dialled.map((number) => String(number).slice(1)).sort()).toEqual(
      numbers.map((number) => number.replace("+", "")).sort(),
    );
    expect(everythingShown(up)).not.toMatch(/\+?1202555\d{4}/);
  });

  it("gives each conversation a path of its own, and recordings theirs", () => {
    const wired = bench.emulator.sessions
      .live()
      .map(({ callback_url: events, recording_callback_url: recordings }) => ({ events, recordings }));
    expect(wired).toContainEqual({
      events: "https://example.com/plivo/conversations/complaint/events",
      recordings: "https://example.com/plivo/conversations/complaint/recordings",
    });
    expect(wired).toContainEqual({
      events: "https://example.com/plivo/conversations/delivery/events",
      recordings: "",
    });
  });

  it("moves both to another server in place", async () => {
    await bench.stack.setConfig("masked-conversation:callbacks", "https://callbacks.example.com");
    const up = expectSuccess(await bench.stack.up());
    expect(done(up)).toMatchObject({
      "MaskingSession delivery": "update",
      "MaskingSession complaint": "update",
    });
    const told = bench.emulator.requests.all().map(({ body }) => body);
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({
      callback_url: "https://callbacks.example.com/conversations/delivery/events",
    });
  });
});
