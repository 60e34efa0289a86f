import fc from "fast-check";
import { InvalidRequestError, PlivoClient } from "../../../provider/plivo/index.ts";
import type { Model } from "../model.ts";
import type { World } from "../world.ts";
import { describeCommand, type Command } from "./command.ts";

/** Someone else creates a session of the same parties, with a cool-off that no program here declares. */
class Stranger implements Command {
  constructor(readonly index: number) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, { emulator, engine, random, strangers }: World): Promise<void> {
    const { firstParty = "+12025550777", secondParty = "+12025550778" } =
      model.program[this.index]?.args ?? {};
    const { endpoint, authId, authToken } = emulator;
    const { clock } = engine;
    const client = new PlivoClient({ endpoint, authId, authToken, clock, random });
    const parties = { firstParty: String(firstParty), secondParty: String(secondParty) };
    try {
      const { session } = await client.create({ ...parties, virtualNumberCooloffPeriod: 20 });
      strangers.add(session.sessionUuid);
    } catch (error) {
      // An API may refuse a second session of the same parties.
      if (!(error instanceof InvalidRequestError)) throw error;
    } finally {
      await client.close();
    }
  }

  toString(): string {
    return describeCommand("a stranger", this);
  }
}

export const stranger = fc.nat(5).map((index) => new Stranger(index));
