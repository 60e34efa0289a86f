import assert from "node:assert/strict";
import fc from "fast-check";
import { faultLists, kills } from "../faults.ts";
import { destroy, refresh, up, type Circumstances } from "../operate.ts";
import type { World } from "../world.ts";
import { command, isFree } from "./command.ts";

const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  faults: faultLists,
  kill: kills,
  parallel: fc.constantFrom(8, 2, 1),
  createAttempts: fc.constantFrom(1, 1, 1, 3),
  bulkThreshold: fc.constantFrom(0, 0, 2, 8),
});

const methods = ({ emulator }: World) => emulator.requests.all().map(({ method }) => method);

/** Whether each of the first resources gets `--replace`. */
const replace = fc.oneof(
  { weight: 5, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }) },
);

/** `pulumi up`, with or without `PLIVO_IF_EXISTS=adopt`, `--refresh` and `--replace`. */
export const ups = fc
  .tuple(
    fc.record({ adopt: fc.boolean(), refresh: fc.constantFrom(false, false, false, true), replace }),
    circumstances,
  )
  .map(([parameters, how]) =>
    command(
      "up",
      { parameters, how },
      async (model, world) => {
        const { replace, ...wishes } = parameters;
        const names = [...model.declared.keys()].filter((_, index) => replace[index] === true);
        await up(model, world, { ...wishes, replace: isFree(model) ? names : model.replacing }, how);
      },
      (model) => isFree(model) || (parameters.adopt && !parameters.refresh),
    ),
  );

export const refreshes = circumstances.map((how) =>
  command(
    "refresh",
    { how },
    async (model, world) => {
      await refresh(model, world, how);
      assert.deepEqual(
        methods(world).filter((method) => method !== "GET"),
        [],
      );
    },
    isFree,
  ),
);

export const destroys = fc.tuple(fc.boolean(), circumstances).map(([withRefresh, how]) =>
  command(
    "destroy",
    { withRefresh, how },
    async (model, world) => {
      await destroy(model, world, { refresh: withRefresh }, how);
      assert.ok(!methods(world).includes("POST"));
    },
    isFree,
  ),
);

/** `pulumi preview`: it sends nothing and changes no state. */
export const previews = fc.constant(
  command("preview", {}, async (model, { engine, emulator }) => {
    const earlier = [...engine.resources];
    emulator.requests.clear();
    await engine.preview(model.program);
    assert.equal(emulator.requests.count(), 0);
    assert.deepEqual(engine.resources, earlier);
  }),
);
