import assert from "node:assert/strict";
import fc from "fast-check";
import { faultLists, kills } from "../faults.ts";
import type { Model } from "../model.ts";
import { destroy, refresh, up, type Circumstances } from "../operate.ts";
import type { World } from "../world.ts";
import { isFree, describeCommand, type Command } from "./command.ts";

const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  faults: faultLists,
  kill: kills,
  parallel: fc.constantFrom(8, 2, 1),
  createAttempts: fc.constantFrom(1, 1, 1, 3),
  bulkThreshold: fc.constantFrom(0, 0, 2, 8),
});

interface UpParameters {
  readonly adopt: boolean;
  readonly refresh: boolean;
  /** Whether each of the first resources gets `--replace`. */
  readonly replace: readonly boolean[];
}

/** `pulumi up`, with or without `PLIVO_IF_EXISTS=adopt`, `--refresh` and `--replace`. */
class Up implements Command {
  constructor(
    readonly parameters: UpParameters,
    readonly circumstances: Circumstances,
  ) {}

  check(model: Readonly<Model>): boolean {
    return isFree(model) || (this.parameters.adopt && !this.parameters.refresh);
  }

  async run(model: Model, world: World): Promise<void> {
    const { replace, ...wishes } = this.parameters;
    const names = [...model.declared.keys()].filter((_, index) => replace[index] === true);
    const replaced = isFree(model) ? names : model.replacing;
    await up(model, world, { ...wishes, replace: replaced }, this.circumstances);
  }

  toString(): string {
    return describeCommand("up", this);
  }
}

const replace = fc.oneof(
  { weight: 5, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }) },
);

export const ups = fc
  .tuple(
    fc.record({ adopt: fc.boolean(), refresh: fc.constantFrom(false, false, false, true), replace }),
    circumstances,
  )
  .map(([parameters, how]) => new Up(parameters, how));

class Refresh implements Command {
  constructor(readonly circumstances: Circumstances) {}

  check(model: Readonly<Model>): boolean {
    return isFree(model);
  }

  async run(model: Model, world: World): Promise<void> {
    await refresh(model, world, this.circumstances);
    const methods = world.emulator.requests.all().map(({ method }) => method);
    assert.deepEqual(
      methods.filter((method) => method !== "GET"),
      [],
    );
  }

  toString(): string {
    return describeCommand("refresh", this);
  }
}

export const refreshes = circumstances.map((how) => new Refresh(how));

class Destroy implements Command {
  constructor(
    readonly withRefresh: boolean,
    readonly circumstances: Circumstances,
  ) {}

  check(model: Readonly<Model>): boolean {
    return isFree(model);
  }

  async run(model: Model, world: World): Promise<void> {
    await destroy(model, world, { refresh: this.withRefresh }, this.circumstances);
    const methods = world.emulator.requests.all().map(({ method }) => method);
    assert.ok(!methods.includes("POST"));
  }

  toString(): string {
    return describeCommand("destroy", this);
  }
}

export const destroys = fc
  .tuple(fc.boolean(), circumstances)
  .map(([withRefresh, how]) => new Destroy(withRefresh, how));

/** `pulumi preview`: it sends nothing and changes no state. */
class Preview implements Command {
  check(): boolean {
    return true;
  }

  async run(model: Model, { engine, emulator }: World): Promise<void> {
    const earlier = [...engine.resources];
    emulator.requests.clear();
    await engine.preview(model.program);
    assert.equal(emulator.requests.count(), 0);
    assert.deepEqual(engine.resources, earlier);
  }

  toString(): string {
    return "preview";
  }
}

export const previews = fc.constant(new Preview());
