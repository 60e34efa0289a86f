import * as pulumi from "@pulumi/pulumi";
import unitTested from "./index";
import { mockEngine, valueOf, virtualNumber, type Declared } from "./mocks";

describe("the program", () => {
  let declared: Declared[];
  let outputs: ReturnType<typeof unitTested>;
  const session = (name: string) => declared.find((resource) => resource.name === name);

  beforeAll(async () => {
    declared = await mockEngine();
    pulumi.runtime.setAllConfig({ "unit-tested:callbacks": "https://callbacks.example.com" });
    outputs = unitTested();
    await valueOf(pulumi.output(outputs));
  });

  it("declares a session for each delivery", () => {
    expect(declared.map(({ name, type }) => [name, type])).toEqual([
      ["d-17", "pulumi-nodejs:dynamic/plivo:MaskingSession"],
      ["d-18", "pulumi-nodejs:dynamic/plivo:MaskingSession"],
    ]);
  });

  it("declares the numbers as secret", () => {
    expect(session("d-17")?.args).toMatchObject({
      firstParty: { secret: "+1 202 555 0100" },
      secondParty: { secret: "+1 202 555 0111" },
    });
  });

  it("records only disputed deliveries, which last longer", () => {
    expect(session("d-17")?.args).toMatchObject({ sessionExpiry: 7200 });
    expect(session("d-17")?.args).not.toHaveProperty("record");
    expect(session("d-18")?.args).toMatchObject({
      sessionExpiry: 86_400,
      record: true,
      recordingCallbackUrl: "https://callbacks.example.com/d-18/recordings",
    });
  });

  it("gives out the number to dial for each, which is not secret", async () => {
    const numbers = pulumi.output(outputs.numbers);
    expect(await valueOf(numbers)).toEqual({ "d-17": virtualNumber, "d-18": virtualNumber });
    expect(await pulumi.isSecret(numbers)).toBe(false);
  });
});
