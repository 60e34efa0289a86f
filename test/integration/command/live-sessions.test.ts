import { randomUUID } from "node:crypto";
import { parties } from "../../support/field-changes.ts";
import { start } from "../../support/virtual-clock.ts";
import { jsonOf, benchForAll } from "./support.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;

describe("the sessions that orphans looks at", () => {
  const bench = benchForAll();

  /** Runs `orphans` without a known session, on a clock ahead of Plivo's. */
  async function findOrphans(aheadMs: number): Promise<string[]> {
    const environment = { ...bench.emulator.environment, PLIVO_CLOCK_OFFSET: String(aheadMs / 1000) };
    const input = JSON.stringify({ version: 3, deployment: {} });
    const ended = await bench.run(["orphans", "--json", "--state", "-"], { environment, input });
    const { orphans } = jsonOf(ended) as { orphans: { sessionUuid: string }[] };
    return orphans.map(({ sessionUuid }) => sessionUuid);
  }

  /** A session with these ages, by Plivo's clock. */
  function add(index: number, agoMs: number, leftMs: number): string {
    const id = randomUUID();
    const { firstParty, secondParty } = parties(index);
    bench.emulator.sessions.add({
      session_uuid: id,
      virtual_number: "+14155550100",
      first_party: firstParty,
      second_party: secondParty,
      created_time: start - agoMs,
      expiry_time: start + leftMs,
    });
    return id;
  }

  it.each([
    ["was created 88 days ago", 0, 88 * dayMs, dayMs],
    ["was created 61 days ago", 0, 61 * dayMs, dayMs],
    ["was created 31 days ago", 0, 31 * dayMs, dayMs],
    ["lives for another 29 days", 0, dayMs, 29 * dayMs],
    ["ends in a minute, by a clock 4 minutes ahead", 4 * minuteMs, 30 * minuteMs, minuteMs],
    ["was created right now, by a clock 23 hours behind", -23 * 60 * minuteMs, 0, 60 * minuteMs],
  ])("include one that %s", async (_, aheadMs, agoMs, leftMs) => {
    const id = add(51, agoMs, leftMs);
    expect(await findOrphans(aheadMs)).toEqual([id]);
    bench.emulator.sessions.remove(id);
  });
});
