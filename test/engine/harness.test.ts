import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { EngineStack, ResourceStep } from "../../tools/engine/index.ts";
import { openStack } from "../../tools/engine/index.ts";
import { repositoryRoot } from "../../tools/repository.ts";

/** Says in its log what it was given, and fails on request. */
const providerModule = `
const log = (method) => console.log(method + " as " + process.env.PLIVO_AUTH_ID + "/" + process.env.PLIVO_ENDPOINT);
const refuse = () => { throw Object.assign(new Error("this colour is refused"), { stack: "" }); };
module.exports = {
  create: async ({ __provider, ...inputs }) => (log("create"), inputs.colour === "bad" ? refuse() : { id: "id-1", outs: inputs }),
  diff: async (id, olds, news) => (olds.colour === news.colour ? { changes: false } : { replaces: ["colour"] }),
  read: async (id, props) => (log("read"), { id: process.env.PLIVO_GONE ? "" : id, props }),
  delete: async () => log("delete"),
};`;

const swapProvider: pulumi.ResourceTransformation = ({ props, opts }) => ({
  props: { ...(props as object), __provider: `exports.handler=()=>require("no-op-provider")` },
  opts,
});

class NoOp extends pulumi.dynamic.Resource {
  constructor(name: string, props: pulumi.Inputs) {
    const provider = { create: () => Promise.reject(new Error("the closure must not run")) };
    super(provider, name, props, { transformations: [swapProvider] }, "test", "NoOp");
  }
}

describe("the engine harness", () => {
  let directory: string;
  let stack: EngineStack;
  let colour = "red";
  const seen: (string | undefined)[] = [];

  const program = () => {
    seen.push(process.env["PLIVO_AUTH_ID"], process.env["PLIVO_ENDPOINT"]);
    const resource = new NoOp("one", { colour, pin: pulumi.secret("13579") });
    return Promise.resolve({ id: resource.id });
  };

  beforeAll(async () => {
    const cache = path.join(repositoryRoot(), ".cache", "harness-test");
    await mkdir(cache, { recursive: true });
    directory = await mkdtemp(path.join(cache, "run-"));
    const folder = path.join(directory, "node_modules", "no-op-provider");
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "index.js"), providerModule);
    process.env["PLIVO_ENDPOINT"] = "the developer's own";
    stack = await openStack({ program, directory, environment: { PLIVO_AUTH_ID: "MA1" } });
  });

  afterAll(async () => {
    Reflect.deleteProperty(process.env, "PLIVO_ENDPOINT");
    await stack.remove();
    await rm(directory, { recursive: true });
  });

  it("runs a preview without the provider's create", async () => {
    const operation = await stack.preview();
    expect(operation.succeeded).toBe(true);
    expect(operation.steps).toMatchObject([{ name: "one", op: "create", failed: false }]);
    expect(operation.text).toContain("+ 2 to create");
  });

  it("shows the log of the provider's process, which sees only the given environment", async () => {
    const operation = await stack.up();
    expect(operation.diagnostics).toContainEqual({ severity: "info", message: "create as MA1/undefined" });
    expect(operation.text).toContain("create as MA1/undefined");
    expect(operation.outputs).toEqual({ id: "id-1" });
    expect(new Set(seen)).toEqual(new Set(["MA1", undefined]));
    expect(process.env["PLIVO_ENDPOINT"]).toBe("the developer's own");
  });

  it("gives the reasons of a replacement in its steps and in the digest of preview --json", async () => {
    colour = "blue";
    const { steps, json } = await stack.preview({ json: true });
    const reasons: Partial<ResourceStep> = { replaceReasons: ["colour"], diffReasons: ["colour"] };
    expect(steps).toMatchObject([{ op: "replace", id: "id-1", ...reasons }]);
    expect(json?.steps?.at(-1)).toMatchObject({ op: "replace", ...reasons });
    colour = "red";
  });

  it("runs the program again in each operation and leaves what is unchanged", async () => {
    const runs = seen.length;
    const operation = await stack.up({ expectNoChanges: true });
    expect(operation.steps).toMatchObject([{ op: "same" }]);
    expect(seen.length).toBe(runs + 2);
  });

  it("returns a failure of the engine as an outcome with its text", async () => {
    colour = "bad";
    const operation = await stack.up();
    expect(operation).toMatchObject({ succeeded: false, steps: [{ name: "one", failed: true }] });
    expect(operation.diagnostics).toContainEqual(
      expect.objectContaining({ severity: "error", message: "this colour is refused" }),
    );
    expect(operation.text).toContain("error: this colour is refused");
  });

  it("encrypts secrets in the state file and exports it", async () => {
    expect((await stack.stateFileBytes()).toString()).not.toContain("13579");
    expect(JSON.stringify(await stack.exportState())).toContain("id-1");
  });

  it("passes changes of the environment on, and sees in a refresh that a resource is gone", async () => {
    stack.setEnvironment({ PLIVO_GONE: "yes", PLIVO_AUTH_ID: undefined });
    const preview = await stack.previewRefresh();
    expect(preview.steps).toMatchObject([{ op: "delete" }]);
    expect(preview.text).toContain("read as undefined/undefined");
    stack.setEnvironment({ PLIVO_GONE: undefined });
    expect((await stack.refresh()).steps).toMatchObject([{ op: "same" }]);
  });

  it("deletes the resource in a destroy", async () => {
    const operation = await stack.destroy();
    expect(operation.changes).toEqual({ delete: 2 });
    expect(operation.steps).toMatchObject([{ op: "delete", id: "id-1" }]);
  });
});
