import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { fromStruct, toStruct } from "../../../plugin/values.ts";
import { unknownInput } from "../../../provider/session/unknown.ts";

const signature = "4dabf18193072939515e22adb298388d";
const secretOf = (value: unknown) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", value });
const outputOf = (parts: object) => ({ [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...parts });
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const read = (sent: object) => fromStruct(Struct.fromJavaScript(sent as never));

describe("properties from the engine", () => {
  it("are plain values, in clear text if they are secret", () => {
    const { values, secrets } = read({ ringTimeout: 30, record: true, firstParty: secretOf("+12025550100") });
    expect(values).toEqual({ ringTimeout: 30, record: true, firstParty: "+12025550100" });
    expect([...secrets]).toEqual(["firstParty"]);
  });

  it("are unknown if any part of them is", () => {
    const { values } = read({
      firstParty: unknown,
      secondParty: secretOf(unknown),
      filters: { status: [unknown] },
      callbackUrl: outputOf({ dependencies: [] }),
      status: "active",
    });
    expect(values).toEqual({
      firstParty: unknownInput,
      secondParty: unknownInput,
      filters: unknownInput,
      callbackUrl: unknownInput,
      status: "active",
    });
  });

  it("are secret if any part of them is", () => {
    const { values, secrets } = read({
      filters: { firstParty: secretOf("+12025550100") },
      callbackUrl: outputOf({ value: "https://example.com", secret: true }),
    });
    expect(values).toEqual({ filters: { firstParty: "+12025550100" }, callbackUrl: "https://example.com" });
    expect(secrets).toEqual(new Set(["callbackUrl", "filters"]));
  });

  it("are none without a struct", () => {
    expect(fromStruct(undefined)).toEqual({ values: {}, secrets: new Set() });
  });
});

describe("properties for the engine", () => {
  it("return as they came, with the secret ones marked", () => {
    const values = { firstParty: "+12025550100", ringTimeout: 30, record: false, expiryTime: unknownInput };
    const sent = toStruct(values, (name) => name === "firstParty");
    expect(sent.toJavaScript()).toEqual({
      firstParty: secretOf("+12025550100"),
      ringTimeout: 30,
      record: false,
      expiryTime: unknown,
    });
    expect(fromStruct(sent)).toEqual({ values, secrets: new Set(["firstParty"]) });
  });

  it("omit what the protocol cannot carry, because a failure there would lose a session", () => {
    const values = { a: undefined, b: null, c: NaN, d: 1n, e: new Date(0), f: () => 1, g: "kept" };
    expect(toStruct(values, () => false).toJavaScript()).toEqual({ g: "kept" });
  });
});
