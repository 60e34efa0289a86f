import type { SessionField } from "../../../emulator/domain/session-field.ts";
import { fieldsWith, rowOf, sessionFields, type FieldName } from "../../../emulator/domain/session-fields.ts";
import type { Emulator, EmulatorOptions } from "../../../emulator/index.ts";
import * as document from "../../document/session-names.ts";
import { call, create, dataFile, freshDataFile, start } from "../support.ts";

freshDataFile();

/** With this switch any create-only argument in an update is rejected. */
const open = (options: EmulatorOptions = {}) =>
  start({ data: dataFile, shape: "nulls", switches: { createOnlyInUpdate: "refuse" }, ...options });

const pins = {
  is_pin_authentication_required: true,
  pin_prompt_play: "https://media.example.com/prompt.mp3",
  first_party_pin: "1111",
  second_party_pin: "2222",
};

/** Two valid values of an argument. The second is not a default. */
const fieldValues: Partial<Record<SessionField["kind"], (row: SessionField) => [unknown, unknown]>> = {
  phone: () => ["+12025550122", "+12025550144"],
  text: () => ["SA-ONE", "SA-OTHER"],
  url: () => ["https://a.example.com/one", "https://a.example.com/other"],
  audio: () => ["https://a.example.com/one.wav", "https://a.example.com/other.wav"],
  pin: () => ["123456", "654321"],
  choice: ({ values = [] }) => [values[0], values.at(-1)],
  integer: ({ min = 0, max = 0 }) => [min, max],
  boolean: (row) => [row.default === true, row.default !== true],
};

function valuesOf(name: FieldName): [unknown, unknown] {
  const values = fieldValues[rowOf(name).kind]?.(rowOf(name));
  if (values === undefined) throw new TypeError(`no value is known of ${name}`);
  return values;
}

/** A value as stored: a phone number without "+". */
function storedValue(name: FieldName, value: unknown): unknown {
  return rowOf(name).kind === "phone" ? String(value).slice(1) : value;
}

/** A session as the controls show it. */
function sessionInControls(emulator: Emulator, sessionUuid: string): Record<string, unknown> {
  return { ...emulator.sessions.get(sessionUuid) };
}

/** A field's value in the controls and, if responses have it, in GET and list. */
async function shown(emulator: Emulator, sessionUuid: string, name: FieldName): Promise<unknown[]> {
  const values = [sessionInControls(emulator, sessionUuid)[name]];
  if (rowOf(name).response === undefined) return values;
  const got = (await call(emulator, "GET", `/${sessionUuid}`)).body["response"];
  const [row] = Object.values((await call(emulator, "GET")).body["response"]?.["objects"] ?? {});
  return [...values, got?.[name], row?.[name]];
}

function shownValues(name: FieldName, value: unknown): unknown[] {
  const places = rowOf(name).response === undefined ? 1 : 3;
  return Array.from({ length: places }, () => storedValue(name, value));
}

describe.each(fieldsWith("update"))("the argument %s", (name) => {
  const [one, other] = valuesOf(name);
  const more = rowOf(name).needsPins || name === "is_pin_authentication_required" ? pins : {};

  it("is shown as a create sent it, also by another emulator with the same data file", async () => {
    const first = await open();
    const sessionUuid = await create(first, { ...more, [name]: other });
    expect(await shown(first, sessionUuid, name)).toEqual(shownValues(name, other));
    await first.close();
    expect(await shown(await open(), sessionUuid, name)).toEqual(shownValues(name, other));
  });

  it("is changed by an update, or refused, as its row says", async () => {
    const emulator = await open();
    const sessionUuid = await create(emulator, { ...more, [name]: other });
    const { status, body } = await call(emulator, "POST", `/${sessionUuid}`, { [name]: one });
    if (rowOf(name).update === "always") {
      expect(await shown(emulator, sessionUuid, name)).toEqual(shownValues(name, one));
    } else {
      expect({ status, error: body["error"] }).toEqual({
        status: 400,
        error: `Invalid parameter. ${name} cannot be updated.`,
      });
    }
  });

  it("is changed by the controls", async () => {
    const emulator = await open();
    const sessionUuid = await create(emulator, { ...more, [name]: other });
    emulator.sessions.change(sessionUuid, { [name]: one });
    expect(await shown(emulator, sessionUuid, name)).toEqual(shownValues(name, one));
  });
});

it.each(fieldsWith("filter", "equal"))("lists are filtered by %s", async (name) => {
  const emulator = await open();
  const isArgument = rowOf(name).update !== undefined;
  const wanted = await create(emulator, isArgument ? { [name]: valuesOf(name)[1] } : {});
  await create(emulator);
  const value = sessionInControls(emulator, wanted)[name];
  const { body } = await call(emulator, "GET", `?${name}=${String(value)}`);
  expect(Object.values(body["response"]?.["objects"] ?? {})).toMatchObject([{ session_uuid: wanted }]);
});

describe("the table of a session's fields", () => {
  it.each(["response", "pinExample", "control"] as const)("gives each place of %s to one field", (column) => {
    const taken = fieldsWith(column).map((name) => ({ name, place: rowOf(name)[column] ?? 0 }));
    taken.sort((left, right) => left.place - right.place);
    expect(taken).toEqual(taken.map(({ name }, index) => ({ name, place: index + 1 })));
  });

  it("has every argument and attribute of Plivo's document", () => {
    const taken: readonly string[] = fieldsWith("update");
    expect(document.createParameters.filter((name) => !taken.includes(name))).toEqual([]);
    const createOnly: readonly string[] = fieldsWith("update", "never");
    expect(document.updateParameters.filter((name) => createOnly.includes(name))).toEqual([]);
    const updated: readonly string[] = document.updateParameters;
    expect(fieldsWith("update", "always").filter((name) => !updated.includes(name))).toEqual([]);
    const shownNames: readonly string[] = [...fieldsWith("response"), ...fieldsWith("control")];
    expect(document.sessionAttributes.filter((name) => !shownNames.includes(name))).toEqual([]);
  });

  it("has no field that is nowhere visible", () => {
    const seen: readonly string[] = [...fieldsWith("response"), ...fieldsWith("control")];
    const internal: readonly string[] = fieldsWith("storage", "internal");
    const unseen = Object.keys(sessionFields).filter(
      (name) => !seen.includes(name) && !internal.includes(name),
    );
    expect(unseen).toEqual([]);
  });
});
