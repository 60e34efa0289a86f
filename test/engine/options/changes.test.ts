import { ComponentResource, rootStackResource, type CustomResourceOptions } from "@pulumi/pulumi";
import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { effects, expectSuccess, liveIds, sessionClasses, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { hosts, type Host } from "../../support/stand-in/hosts.ts";
import { nameOf, storedSessions, storedIds } from "../../support/stored.ts";

const day = { sessionExpiry: 86_400 };

/** Sessions that ignore what `changed` changes, by name. */
function ignoringSessions(changed: boolean): Record<string, [MaskingSessionArgs, CustomResourceOptions]> {
  const geomatch = changed ? { geomatch: false } : {};
  const other = changed ? { secondParty: "+12025550399" } : {};
  return {
    updatable: [{ ringTimeout: changed ? 40 : 30 }, { ignoreChanges: ["ringTimeout"] }],
    createOnly: [other, { ignoreChanges: ["secondParty"] }],
    added: [geomatch, { ignoreChanges: ["geomatch"] }],
    ending: [{ onExpiry: changed ? "ignore" : "recreate" }, { ignoreChanges: ["onExpiry"] }],
    everything: [{ ...geomatch, callTimeLimit: changed ? 660 : 600 }, { ignoreChanges: ["*"] }],
  };
}

/** Sessions that only an option has replaced, by name; `changed` brings what sets it off. */
function replacedSessions(changed: boolean): Record<string, [MaskingSessionArgs, CustomResourceOptions]> {
  const limit = { callTimeLimit: changed ? 660 : 600 };
  return {
    named: [limit, { replaceOnChanges: ["callTimeLimit"] }],
    another: [limit, { replaceOnChanges: ["ringTimeout"] }],
    ours: [{ onExpiry: changed ? "ignore" : "recreate" }, { replaceOnChanges: ["*"] }],
    renewed: [{ sessionExpiry: 3600, renewBefore: 600 }, { replaceOnChanges: ["*"] }],
  };
}

/** The same sessions under other names, one of them with another argument too and one in a component. */
function renamedSessions(changed: boolean): Record<string, [MaskingSessionArgs, CustomResourceOptions]> {
  if (!changed) return { oldName: [{}, {}], changing: [{}, {}], outside: [{}, {}], forgotten: [{}, {}] };
  const parent = new ComponentResource("masking:test:Ride", "ride");
  return {
    newName: [{}, { aliases: [{ name: "oldName" }] }],
    changed: [{ ringTimeout: 20 }, { aliases: [{ name: "changing" }] }],
    inside: [{}, { parent, aliases: [{ name: "outside", parent: rootStackResource }] }],
    remembered: [{}, {}],
  };
}

function program(host: Host, changed: boolean) {
  const Session = sessionClasses[host];
  return () => {
    const all = { ...ignoringSessions(changed), ...replacedSessions(changed), ...renamedSessions(changed) };
    for (const [index, [name, [args, opts]]] of Object.entries(all).entries())
      new Session(name, { ...parties(index), ...day, ...args }, opts);
    const change = changed ? { geomatch: false } : {};
    const leader = new Session("leader", { ...parties(20), ...day, ...change });
    new Session("follower", { ...parties(21), ...day }, { replaceWith: [leader] });
    return Promise.resolve();
  };
}

const ignored = Object.keys(ignoringSessions(false));
const ignoredEffects = (effect: string) => Object.fromEntries(ignored.map((name) => [name, effect]));
const replaceEffects = (host: Host) => ({
  named: "replace",
  another: "update",
  ours: "replace",
  // The plugin names the end among what changes, which "*" then replaces.
  renewed: host === "native" ? "replace" : "update",
  leader: "replace",
  follower: "replace",
});
const renamed = {
  newName: "same",
  changed: "update",
  inside: "same",
  forgotten: "delete",
  remembered: "create",
};

describe.each(hosts)("resource options that decide what comes of a change on the %s host", (host) => {
  const replaced = replaceEffects(host);
  const bench = useBench({}, { host });
  let ids: Record<string, string>;
  let after: Record<string, string>;
  beforeAll(async () => {
    bench.stack.setProgram(program(host, false));
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    bench.requests();
  });

  it("ignoreChanges: a refresh stores what was changed elsewhere, and shows no change", async () => {
    bench.emulator.sessions.change(ids["updatable"] ?? "", { ring_timeout: 25 });
    const refresh = expectSuccess(await bench.stack.refresh());
    // The plugin reports what it has read; ignoreChanges is up to the engine.
    const shown = host === "native" ? { updatable: "update" } : {};
    expect(effects(refresh)).toMatchObject({ ...ignoredEffects("same"), ...shown });
    const updatable = (await storedSessions(bench.stack)).find((session) => nameOf(session) === "updatable");
    expect([updatable?.inputs["ringTimeout"], updatable?.outputs["ringTimeout"]]).toEqual([25, 25]);
    bench.requests();
  });

  it("replaceOnChanges and replaceWith are previewed truly, with their reasons", async () => {
    bench.advance(3300);
    bench.stack.setProgram(program(host, true));
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toMatchObject(replaced);
    const reasons = Object.fromEntries(
      preview.steps.map(({ name, replaceReasons }) => [name, replaceReasons]),
    );
    expect(reasons).toMatchObject({
      named: ["callTimeLimit"],
      ours: ["onExpiry"],
      leader: ["geomatch"],
      follower: ["replaceWith"],
    });
    expect(bench.requests()).toEqual([]);
  });

  describe("in an up", () => {
    /** Each request, the session's id or first party after it. */
    let requests: string[];
    beforeAll(async () => {
      const up = expectSuccess(await bench.stack.up());
      expect(effects(up)).toEqual({
        ...ignoredEffects("same"),
        ...replaced,
        ...renamed,
        ride: "create",
      });
      requests = bench.emulator.requests.all().map(({ method, path, status, body }) => {
        const of = status === 201 ? (body as { first_party: string }).first_party : path.split("/").at(-1);
        return `${method} ${of?.replace("+", "") ?? ""}`;
      });
      after = await storedIds(bench.stack);
      bench.requests();
    });

    it("ignoreChanges leaves a live session as it is, whether the argument could be updated or not", () => {
      expect(after).toMatchObject(Object.fromEntries(ignored.map((name) => [name, ids[name]])));
      const asked = ignored.filter((name) => requests.some((one) => one.includes(ids[name] ?? "")));
      expect(asked).toEqual([]);
    });

    it("replaceOnChanges and replaceWith replace a session if the named argument or other session changed", () => {
      const four = [...["named", "ours", "leader", "follower"], ...(host === "native" ? ["renewed"] : [])];
      const deletes = requests.filter((one) => one.startsWith("DELETE"));
      const gone = [...four, "forgotten"].map((name) => `DELETE ${ids[name] ?? ""}`);
      expect(deletes.sort()).toEqual(gone.sort());
      const inPlace = ["another", "changing", ...(host === "native" ? [] : ["renewed"])];
      const updates = inPlace.map((name) => `POST ${ids[name] ?? ""}`);
      expect(requests.filter((one) => updates.includes(one)).sort()).toEqual(updates.sort());
      expect(requests).toHaveLength(gone.length + updates.length + four.length + 1);
      expect(after).toMatchObject({ another: ids["another"] });
      expect(liveIds(bench).sort()).toEqual(Object.values(after).sort());
    });

    if (host === "dynamic") {
      it("replaceOnChanges does not replace a session that renewBefore extends", () => {
        expect(after["renewed"]).toBe(ids["renewed"]);
      });
    } else {
      it("replaceOnChanges of all arguments replaces a native session in place of an extension", () => {
        expect(after["renewed"]).not.toBe(ids["renewed"]);
      });
    }

    it("aliases keep a renamed session, also in a component and also if it changes", () => {
      const { oldName, changing, outside } = ids;
      expect(after).toMatchObject({ newName: oldName, changed: changing, inside: outside });
    });

    it("without aliases a renamed session is another one, created before the old one is deleted", () => {
      const { firstParty } = parties(
        Object.keys({ ...ignoringSessions(true), ...replacedSessions(true) }).length + 3,
      );
      const createdAt = requests.indexOf(`POST ${firstParty.slice(1)}`);
      expect(createdAt).toBeGreaterThan(-1);
      expect(requests.indexOf(`DELETE ${ids["forgotten"] ?? ""}`)).toBeGreaterThan(createdAt);
      expect(after["remembered"]).not.toBe(ids["forgotten"]);
    });
  });

  it("ignoreChanges does not keep an expired session: the next up creates what the program now declares", async () => {
    bench.advance(90_000);
    expect(effects(expectSuccess(await bench.stack.up()))).toMatchObject(ignoredEffects("replace"));
    const ids = await storedIds(bench.stack);
    expect(liveIds(bench)).toEqual(expect.arrayContaining(ignored.map((name) => ids[name])));
    const sessionOf = (name: string) => bench.emulator.sessions.get(ids[name] ?? "");
    expect(sessionOf("updatable")?.ring_timeout).toBe(40);
    expect(sessionOf("createOnly")?.second_party).toBe("12025550399");
    expect(sessionOf("everything")?.call_time_limit).toBe(660);
  });

  it("ignoreChanges of onExpiry keeps the value that the state has, until the session is created again", async () => {
    // The program has declared "ignore" since before the expiry, and the session was replaced all the same.
    bench.advance(90_000);
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toMatchObject({ ...ignoredEffects("replace"), ending: "same" });
  });
});
