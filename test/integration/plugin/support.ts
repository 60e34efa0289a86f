import type { ServiceError } from "@grpc/grpc-js";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { secretOf, type Bag } from "../../support/plugin-calls.ts";
import { PluginClient } from "../../support/plugin-client.ts";
import { requestsOf } from "../../support/requests.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

export const first = "+12025550180";
export const second = "+12025550181";
export const ride = { firstParty: secretOf(first), secondParty: secretOf(second), sessionExpiry: 3600 };
export const generatedPins = {
  isPinAuthenticationRequired: true,
  generatePin: true,
  pinPromptPlay: "https://example.com/prompt.mp3",
};
export const secretPin = secretOf(expect.stringMatching(/^\d{4}$/));

/** The plugin over gRPC, and an emulator that is empty before each test of the file that calls it. */
export class PluginStage {
  emulator!: Emulator;
  plugin!: PluginClient;

  constructor() {
    beforeAll(async () => {
      this.emulator = await startEmulator();
      this.plugin = await PluginClient.open(this.emulator.environment, VirtualClock.passing(this.emulator));
    });
    afterAll(async () => {
      this.plugin.close();
      await this.emulator.close();
    });
    beforeEach(async () => {
      this.emulator.reset();
      await this.plugin.configure();
    });
  }

  requests(): string[] {
    return requestsOf(this.emulator);
  }

  /** Checks arguments that are valid. */
  async check(args: Bag): Promise<Bag> {
    const { inputs, failures } = await this.plugin.check("ride", args);
    expect(failures).toEqual([]);
    return inputs;
  }

  /** Checks and creates a session, as an `up` does. */
  async create(args: Bag = ride) {
    return this.plugin.create("ride", await this.check(args));
  }
}

export const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error("The call succeeded.");
    },
    (error: unknown) => error as ServiceError,
  );
