import { execFileSync } from "node:child_process";
import type { Output } from "@pulumi/pulumi";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import type { Program } from "../../../tools/engine/index.ts";
import { LeakSearch } from "../../support/leaks/search.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { addedIn, declared, namesIn, pinsOf, secretsOf, type Name } from "../../golden/sessions.ts";
import {
  goldenText,
  goldenVersions,
  passphrase,
  sessionsIn,
  type ExportedState,
} from "../../golden/states.ts";
import { effects, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { restoreSessions } from "../../support/golden.ts";
import { nameOf, storedSessions } from "../../support/stored.ts";

const frozenText = 'exports.handler=()=>require("pulumi-plivo-masking/provider")';

describe("the provider that the text in every state loads", () => {
  it("has the functions that Pulumi's host calls, with names that are frozen like the text", () => {
    const script = `${frozenText};
      const kinds = Object.entries(exports.handler()).map(([name, value]) => [name, typeof value]);
      console.log(JSON.stringify(Object.fromEntries(kinds)));`;
    const shape = execFileSync(process.execPath, ["-e", script], { cwd: repositoryRoot(), encoding: "utf8" });
    const functions = ["check", "configure", "create", "delete", "diff", "read", "update"];
    expect(JSON.parse(shape)).toMatchObject(Object.fromEntries(functions.map((name) => [name, "function"])));
  });
});

/** The arguments of the golden states' program, with `change` applied to each session. */
function declarationOf(names: readonly Name[], change: MaskingSessionArgs = {}) {
  return Object.fromEntries(names.map((name) => [name, { ...declared[name], ...change }]));
}

const identity = ["authId", "sessionUuid", "virtualNumber", "status", "createdTime", "expiryTime"] as const;
const pins = ["firstPartyPin", "secondPartyPin"] as const;

type Seen = Record<string, Record<string, unknown>>;

/** Declares these sessions, and notes the outputs that are known. */
function programSeeing(sessions: Record<string, MaskingSessionArgs>, seen: Seen): Program {
  return () => {
    for (const [name, args] of Object.entries(sessions)) {
      const session = new MaskingSession(name, args);
      const outputs: Record<string, unknown> = {};
      seen[name] = outputs;
      for (const key of [...identity, ...pins]) {
        const output: Output<unknown> = session[key];
        output.apply((value) => (outputs[key] = value));
      }
    }
    return Promise.resolve();
  };
}

describe("the golden states", () => {
  it("are there for every version that recorded one", () => {
    expect(goldenVersions()).toEqual(Object.keys(addedIn));
  });
});

/** The state that a version has written, its sessions and their names. */
function goldenState(version: string) {
  const state = JSON.parse(goldenText(version)) as ExportedState;
  const sessions = sessionsIn(state);
  const names = sessions.map((session) => nameOf(session) as Name);
  return { state, sessions, names };
}

const title = "Every version must load the state that version %s has written (see docs/state.md). In it";

describe.each(goldenVersions())(title, (version) => {
  const { sessions, names } = goldenState(version);

  it("every session that was declared is there", () => {
    expect(names.toSorted()).toEqual(namesIn(version).toSorted());
  });

  it("each session has the frozen text of the provider", () => {
    const texts = sessions.flatMap(({ inputs, outputs }) => [inputs["__provider"], outputs["__provider"]]);
    expect([...new Set(texts)]).toEqual([frozenText]);
  });

  it("no number, PIN or password is in clear", () => {
    const search = new LeakSearch(names.flatMap(secretsOf));
    expect(search.hitsIn({ origin: "golden", capture: "state", text: goldenText(version) })).toEqual([]);
  });
});

describe.each(goldenVersions())(title, (version) => {
  const { state, sessions, names } = goldenState(version);
  const living = names.filter((name) => name !== "expired" && name !== "ignored");
  /** What a program sees of each session that is not replaced. */
  const expected: Seen = Object.fromEntries(
    sessions
      .map((session) => ({ name: nameOf(session) as Name, outputs: session.outputs }))
      .filter(({ name }) => name !== "expired")
      .map(({ name, outputs }) => [
        name,
        { ...Object.fromEntries(identity.map((key) => [key, outputs[key]])), ...pinsOf(name) },
      ]),
  );
  /** What the engine does to each session, but for those named. */
  const each = (op: string, others: Partial<Record<Name, string>> = {}) => ({
    ...Object.fromEntries(names.map((name) => [name, op])),
    ...others,
  });

  // A state belongs to the account that wrote it, whatever the emulator's default is by now.
  const authId = String(sessions[0]?.outputs.authId);
  const bench = useBench({}, { authId, variables: { PULUMI_CONFIG_PASSPHRASE: passphrase } });
  beforeEach(async () => {
    restoreSessions(bench.emulator, sessions);
    bench.advance(0);
    bench.stack.setProgram(programFor(declarationOf(names)));
    await bench.stack.importState(state);
  });

  it("a preview finds no change, opens the secrets, sends nothing, and replaces just what has expired, with a reason", async () => {
    const seen: Seen = {};
    bench.stack.setProgram(programSeeing(declarationOf(names), seen));
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toEqual(each("same", { expired: "replace" }));
    expect(seen).toMatchObject(expected);
    expect(bench.requests()).toEqual([]);
    // The reason begins with the resource's name, although no state has it.
    expect(preview.diagnostics.flatMap(({ message }) => message.trimEnd().split("\n")).sort()).toEqual([
      expect.stringMatching(/^PLIVO_CLOCK_OFFSET is set/),
      expect.stringMatching(/^expired: Masking session \S+ will be replaced: it expired/),
    ]);
  });

  it("a refresh finds no change, and drops just what has expired", async () => {
    // An expired session that the refresh did not drop would be replaced.
    const preview = expectSuccess(await bench.stack.preview({ refresh: true }));
    expect(effects(preview)).toEqual(each("same", { expired: "create" }));
    expect(bench.requests()).toEqual(names.map(() => "GET 200"));
  });

  it("an update changes one argument of each session in place, replaces those that have expired, and writes that text again", async () => {
    bench.stack.setProgram(programFor(declarationOf(names, { ringTimeout: 40 })));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual(each("update", { expired: "replace", ignored: "replace" }));
    const updates = bench.emulator.requests
      .all()
      .filter(({ method, status }) => method === "POST" && status === 200);
    expect(updates.map(({ body }) => body)).toEqual(living.map(() => ({ ring_timeout: 40 })));
    expect(bench.emulator.sessions.live()).toHaveLength(names.length);
    const written = (await storedSessions(bench.stack)).flatMap(({ inputs, outputs }) => [inputs, outputs]);
    expect([...new Set(written.map((properties) => properties["__provider"]))]).toEqual([frozenText]);
    const seen: Seen = {};
    bench.stack.setProgram(programSeeing(declarationOf(names, { ringTimeout: 40 }), seen));
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
    for (const name of living) expect(seen[name]).toMatchObject(expected[name] ?? {});
  });

  it("a destroy expires every session", async () => {
    expect(effects(expectSuccess(await bench.stack.destroy()))).toEqual(each("delete"));
    expect(bench.emulator.sessions.live()).toEqual([]);
    const deletes = bench
      .requests()
      .sort()
      .filter((request) => request.startsWith("DELETE"));
    expect(deletes).toEqual([...living.map(() => "DELETE 200"), "DELETE 400", "DELETE 400"]);
  });
});
