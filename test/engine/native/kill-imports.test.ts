import { writeFile } from "node:fs/promises";
import path from "node:path";
import { startCommand } from "../../support/command-in-process.ts";
import { effects, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { unlock } from "../../support/killing.ts";
import { installNodeHost } from "../../support/node-host.ts";
import { storedIds } from "../../support/stored.ts";
import { clockOf } from "../../support/virtual-clock.ts";

const sessions = Object.fromEntries(
  Array.from({ length: 4 }, (_, index) => [`ride${index}`, { ...parties(index), sessionExpiry: 3600 }]),
);
const names = Object.keys(sessions);

interface Pending {
  readonly type: string;
  readonly resource: { readonly urn: string };
}

interface Exported {
  readonly deployment: { readonly pending_operations?: readonly Pending[] };
}

describe("an update of native sessions that was killed with -9, without adoption afterwards", () => {
  const bench = useBench(sessions, { host: "native" });
  /** The UUID of each session at Plivo, by the resource's name. */
  let live: Readonly<Record<string, string>>;
  beforeAll(async () => {
    await installNodeHost(bench.stack.folder);
    const held = { kind: "delay", operation: "create", when: "after", nth: 3, times: null } as const;
    const { id } = bench.emulator.faults.arm({ ...held, seconds: 86_400 });
    const running = bench.stack.up();
    await bench.emulator.faults.whenFired(id, 2);
    await bench.stack.signal("cli", "SIGKILL");
    expect((await running).succeeded).toBe(false);
    await bench.emulator.faults.clear();
    await unlock(bench);
    live = Object.fromEntries(
      bench.emulator.sessions.live().map(({ session_uuid, first_party }) => {
        const index = names.findIndex((_, at) => parties(at).firstParty === `+${String(first_party)}`);
        return [names[index] ?? "", session_uuid];
      }),
    );
    bench.requests();
  });

  const unknown = async () => {
    const known = Object.keys(await storedIds(bench.stack));
    return names.filter((name) => !known.includes(name));
  };
  const pending = async () => {
    const exported = (await bench.stack.exportState()) as Exported;
    const { pending_operations: all = [] } = exported.deployment;
    return all.filter(({ type }) => type === "creating").map(({ resource }) => resource.urn);
  };

  it("has each session at Plivo, those in flight as pending creates, and not all in the state", async () => {
    expect(Object.keys(live).toSorted()).toEqual(names);
    expect((await unknown()).length).toBeGreaterThanOrEqual(2);
    expect(await pending()).not.toEqual([]);
  });

  it("gets none of them by Pulumi's --import-pending-creates, which only removes the pending creates", async () => {
    const before = await storedIds(bench.stack);
    const pairs = (await pending()).flatMap((urn) => [urn, live[urn.split("::").at(-1) ?? ""] ?? ""]);
    const flags = pairs.flatMap((value) => ["--import-pending-creates", value]);
    const refresh = await bench.stack.command([
      ...["refresh", "--yes", "--skip-preview", "--non-interactive", "--stack", "dev"],
      ...flags,
    ]);
    expect(refresh).toMatchObject({ succeeded: true });
    expect(await pending()).toEqual([]);
    expect(await storedIds(bench.stack)).toEqual(before);
  });

  it("has them in the state after `orphans` and `pulumi import`, with nothing left to do", async () => {
    const missing = await unknown();
    const { environment } = bench.emulator;
    const folder = bench.stack.folder;
    await writeFile(path.join(folder, "state.json"), JSON.stringify(await bench.stack.exportState()));
    const options = { environment, folder, clock: clockOf(bench.emulator) };
    const listed = await startCommand(["orphans", "--json", "--state", "state.json"], options).ended;
    const { orphans } = JSON.parse(listed.stdout) as { orphans: readonly { sessionUuid: string }[] };
    const ids = orphans.map(({ sessionUuid }) => sessionUuid);
    expect(ids.toSorted()).toEqual(missing.map((name) => live[name] ?? "").toSorted());

    bench.requests();
    const resources = missing.map((name) => ({ type: "plivo:index:MaskingSession", name, id: live[name] }));
    await writeFile(path.join(folder, "orphans.json"), JSON.stringify({ resources }));
    const file = path.join(folder, "orphans.json");
    const given = ["import", "--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
    const imported = await bench.stack.command([...given, "--file", file, "--stack", "dev"]);
    expect(imported).toMatchObject({ succeeded: true });
    expect(new Set(bench.requests())).toEqual(new Set(["GET 200"]));
    expect(await storedIds(bench.stack)).toEqual(live);

    // What Plivo reports and the program does not declare is no longer managed, which sends nothing.
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({
      ...Object.fromEntries(names.map((name) => [name, "same"])),
      ...Object.fromEntries(missing.map((name) => [name, "update"])),
    });
    expect(bench.requests()).toEqual([]);
  });
});
