import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { EngineStack } from "../../tools/engine/index.ts";
import { openStack } from "../../tools/engine/index.ts";
import { repositoryRoot } from "../../tools/repository.ts";

/** Prints the variables that it sees. */
const providerModule = `
module.exports = {
  create: async ({ __provider, ...inputs }) => {
    console.log("create as " + process.env.PLIVO_AUTH_ID + "/" + process.env.PLIVO_ENDPOINT);
    return { id: "id-1", outs: inputs };
  },
};`;

const swapProvider: pulumi.ResourceTransformation = ({ props, opts }) => ({
  props: { ...(props as object), __provider: `exports.handler=()=>require("no-op-provider")` },
  opts,
});

class NoOp extends pulumi.dynamic.Resource {
  constructor(name: string) {
    const provider = { create: () => Promise.reject(new Error("the closure must not run")) };
    super(provider, name, {}, { transformations: [swapProvider] }, "test", "NoOp");
  }
}

describe("the engine harness", () => {
  let directory: string;
  let stack: EngineStack;
  const seen: (string | undefined)[] = [];

  beforeAll(async () => {
    const cache = path.join(repositoryRoot(), ".cache", "harness-test");
    await mkdir(cache, { recursive: true });
    directory = await mkdtemp(path.join(cache, "run-"));
    const folder = path.join(directory, "node_modules", "no-op-provider");
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "index.js"), providerModule);
    process.env["PLIVO_ENDPOINT"] = "the developer's own";
    const program = () => {
      seen.push(process.env["PLIVO_AUTH_ID"], process.env["PLIVO_ENDPOINT"]);
      new NoOp("one");
      return Promise.resolve();
    };
    stack = await openStack({ program, directory, environment: { PLIVO_AUTH_ID: "MA1" } });
  });

  afterAll(async () => {
    Reflect.deleteProperty(process.env, "PLIVO_ENDPOINT");
    await stack.remove();
    await rm(directory, { recursive: true });
  });

  it("shows only the given PLIVO_ variables to the program and to the provider's process", async () => {
    const operation = await stack.up();
    expect(operation.diagnostics).toContainEqual({ severity: "info", message: "create as MA1/undefined" });
    expect(new Set(seen)).toEqual(new Set(["MA1", undefined]));
    expect(process.env["PLIVO_ENDPOINT"]).toBe("the developer's own");
  });
});
