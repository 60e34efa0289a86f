import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { PlivoClient, sessionNames } from "../../../provider/plivo/index.ts";
import { field, fieldNames, type SessionInputs } from "../../../provider/session/fields.ts";
import { fieldChanges, snakeCase } from "../../support/field-changes.ts";

let emulator: Emulator;
let client: PlivoClient;
beforeAll(async () => {
  emulator = await startEmulator({ strict: true, switches: { createOnlyInUpdate: "refuse" } });
  const { authId, authToken, endpoint } = emulator;
  client = new PlivoClient({ authId, authToken, endpoint });
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  await client.close();
  await emulator.close();
});

/** The arguments that are sent to Plivo. */
const sentFields = (inputs: SessionInputs): object =>
  Object.fromEntries(
    Object.entries<unknown>(inputs).filter(([name]) =>
      fieldNames.some((one) => one === name && field(one).sent),
    ),
  );

describe("the emulator, which is written from Plivo's document", () => {
  it.each(fieldChanges)(
    "has the argument $name, and updates it if the table says so",
    async ({ name, after, before }) => {
      const { session } = await client.create(sentFields(after));
      expect(Object.keys(emulator.sessions.get(session.sessionUuid) ?? {})).toContain(snakeCase(name));
      const update = client.update(session.sessionUuid, {
        [name]: after[name] ?? before[name] ?? field(name).default,
      });
      await (field(name).effect === "update"
        ? expect(update).resolves.toMatchObject({ sessionUuid: session.sessionUuid })
        : expect(update).rejects.toMatchObject({ code: "PLIVO_INVALID_REQUEST" }));
    },
  );

  it("has no field that the provider's tables lack", async () => {
    const response = await fetch(`${emulator.endpoint}/_emulator/console/fields`);
    const { fields } = (await response.json()) as { readonly fields: readonly { readonly name: string }[] };
    const known = [...fieldNames, ...sessionNames, "lastCaller", "callbackSequence"].map(snakeCase);
    expect(fields.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  });
});
