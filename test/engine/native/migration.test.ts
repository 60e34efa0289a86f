import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { MaskingSession, Provider } from "../../../provider/sdk/native.ts";
import { declared, type Name } from "../../golden/sessions.ts";
import {
  goldenText,
  goldenVersions,
  passphrase,
  sessionsIn,
  type ExportedState,
} from "../../golden/states.ts";
import { effects, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { restoreSessions } from "../../support/golden.ts";
import { nameOf } from "../../support/stored.ts";

/** The arguments of a dynamic session that a native one takes. */
function nativeArgs(args: MaskingSessionArgs) {
  const { account: _, adoptSessionUuid: __, ...native } = args;
  return native;
}

describe.each(goldenVersions())("the native type over the dynamic state of version %s", (version) => {
  const state = JSON.parse(goldenText(version)) as ExportedState;
  const sessions = sessionsIn(state);
  const names = sessions.map((session) => nameOf(session) as Name);
  const living = names.filter((name) => name !== "expired" && name !== "ignored");
  const authId = String(sessions[0]?.outputs.authId);
  const programs = (change: MaskingSessionArgs = {}) =>
    Object.fromEntries(names.map((name) => [name, nativeArgs({ ...declared[name], ...change })]));
  const each = (op: string, others: Partial<Record<Name, string>> = {}) => ({
    ...Object.fromEntries(names.map((name) => [name, op])),
    ...others,
  });

  const bench = useBench({}, { host: "native", authId, variables: { PULUMI_CONFIG_PASSPHRASE: passphrase } });

  beforeEach(async () => {
    restoreSessions(bench.emulator, sessions);
    bench.stack.setProgram(programFor(programs(), "native"));
    await bench.stack.importState(state);
  });

  it("migrates the state in one update that sends nothing for a live session", async () => {
    const { expired: _, ...others } = programs();
    bench.stack.setProgram(programFor(others, "native"));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual(each("same", { expired: "delete" }));
    expect(bench.requests()).toEqual(["DELETE 400"]);
    const { deployment } = (await bench.stack.exportState()) as ExportedState;
    const types = (deployment.resources ?? []).map(({ type }) => type);
    expect(types.filter((type) => type === "plivo:index:MaskingSession")).toHaveLength(names.length - 1);
    // A refresh of the native state is right, too.
    expectSuccess(await bench.stack.preview({ refresh: true, expectNoChanges: true }));
    expect(bench.requests()).toEqual(Object.keys(others).map(() => "GET 200"));
  });

  it("updates one argument of each session in place", async () => {
    bench.stack.setProgram(programFor(programs({ ringTimeout: 40 }), "native"));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual(each("update", { expired: "replace", ignored: "replace" }));
    const updates = bench.emulator.requests
      .all()
      .filter(({ method, status }) => method === "POST" && status !== 201);
    expect(updates.map(({ body }) => body)).toEqual(living.map(() => ({ ring_timeout: 40 })));
  });

  it("migrates a session of a named account to an explicit provider of that account", async () => {
    const named = structuredClone(state);
    const { resources = [] } = named.deployment;
    for (const resource of resources.filter(({ type }) => type.endsWith("MaskingSession"))) {
      Object.assign(resource.inputs, { account: "support" });
      Object.assign(resource.outputs, { account: "support" });
    }
    await bench.stack.importState(named);
    const { expired: _, ...others } = programs();
    const { environment } = bench.emulator;
    bench.stack.setProgram(() => {
      const provider = new Provider("support", { authId, authToken: environment.PLIVO_AUTH_TOKEN });
      for (const [name, args] of Object.entries(others)) new MaskingSession(name, args, { provider });
      return Promise.resolve();
    });
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toMatchObject(each("same", { expired: "delete" }));
    expect(bench.requests()).toEqual([]);
  });
});
