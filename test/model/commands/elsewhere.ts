import fc from "fast-check";
import { InvalidRequestError, PlivoClient } from "../../../provider/plivo/index.ts";
import { command, isFree } from "./command.ts";

/* What happens outside of the stack. */

export const letTimePass = fc.constantFrom(1, 20, 100, 700, 4_000, 90_000).map((seconds) =>
  command("let time pass", { seconds }, (_model, { emulator }) => {
    emulator.clock.advance(seconds);
  }),
);

/** Someone changes a session of the stack. */
export const drift = fc
  .tuple(fc.constantFrom("extended", "ended", "forgotten", "changed", "in a call"), fc.nat(5))
  .map(([kind, index]) =>
    command(
      "drift",
      { kind, index },
      (_model, { engine, emulator: { sessions, clock } }) => {
        const live = new Set(sessions.live().map(({ session_uuid }) => session_uuid));
        const ids = engine.resources.map(({ id }) => id).filter((id) => live.has(id));
        const id = ids[index % Math.max(1, ids.length)];
        if (id === undefined) return;
        const later = new Date(clock.now() + 100_000_000).toISOString();
        if (kind === "extended") sessions.change(id, { expiry_time: later });
        if (kind === "ended") sessions.change(id, { status: "expired" });
        if (kind === "forgotten") sessions.remove(id);
        if (kind === "changed") sessions.change(id, { ring_timeout: 44, record: true });
        if (kind === "in a call") sessions.change(id, { status: "in-progress" });
      },
      isFree,
    ),
  );

/** Someone else creates a session of the same parties, with a cool-off that no program here declares. */
export const stranger = fc.nat(5).map((index) =>
  command("a stranger", { index }, async (model, { emulator, engine, random, strangers }) => {
    const { firstParty = "+12025550777", secondParty = "+12025550778" } = model.program[index]?.args ?? {};
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
  }),
);
