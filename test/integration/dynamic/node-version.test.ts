import { spawnSync } from "node:child_process";
import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { oldNode } from "../../support/old-node.ts";

const root = repositoryRoot();
const { executable, parameters, version } = oldNode();
const text = (shown: string) =>
  `pulumi-plivo-masking needs Node 22.19 or newer, but runs on Node ${version} (${shown}). ` +
  "Install a newer Node, and check that `node --version` shows it here.";

function run(...more: string[]) {
  const { status, stdout, stderr } = spawnSync(executable, [...parameters, ...more], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Loads an entry point of the build, and returns what the script prints. */
function load(script: string): unknown {
  const { stdout, stderr } = run(
    "--input-type=module",
    "--eval",
    `import { createRequire } from "node:module";
     const require = createRequire(process.cwd() + "/script.js");
     const toJson = ({ code, message, stack }) => ({ code, message, stack, executable: process.execPath });
     try {
       ${script};
       console.log(JSON.stringify("loaded"));
     } catch (error) {
       console.log(JSON.stringify(toJson(error)));
     }`,
  );
  expect(stderr).toBe("");
  return JSON.parse(stdout) as unknown;
}

describe("Node below the floor", () => {
  it.each(["pulumi-plivo-masking", "pulumi-plivo-masking/provider", "pulumi-plivo-masking/client"])(
    "is named as the cause by %s, before anything else is loaded",
    (entry) => {
      for (const script of [`require("${entry}")`, `await import("${entry}")`]) {
        const error = load(script) as { executable: string };
        expect(error).toMatchObject({ code: "PLIVO_NODE_TOO_OLD", message: text(error.executable) });
        expect(JSON.stringify(error)).not.toContain("node_modules/undici");
      }
    },
  );

  it("is reported by the handler in the state, as the engine calls it", () => {
    const error = load(`const exports = {};
      exports.handler = () => require("pulumi-plivo-masking/provider");
      exports.handler()`);
    // The host prints the error and its stack, here the code and the address, in one line.
    const stack = expect.stringMatching(/^https:\S+#plivo_node_too_old$/) as string;
    expect(error).toMatchObject({ code: "PLIVO_NODE_TOO_OLD", stack });
  });

  it.each([["doctor"], ["list"], ["check-webhook", "https://example.com"], ["--help"]])(
    "ends the command %s with one line",
    (...subcommand) => {
      const { status, stdout, stderr } = run(path.join("dist", "command", "bin.js"), ...subcommand);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toMatch(
        /^error: pulumi-plivo-masking needs Node 22\.19 or newer, but runs on Node .*\n$/,
      );
    },
  );

  it("is printed with --json like other errors", () => {
    const { stderr } = run(path.join("dist", "command", "bin.js"), "list", "--json");
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: "PLIVO_NODE_TOO_OLD" } });
  });

  it("runs the callback receiver, which needs nothing newer", () => {
    const { stdout } = run(
      "--eval",
      `const { createCallbackHandler, signCallback } = require("pulumi-plivo-masking/callbacks");
       const attributes = { EventName: "SessionTimeout", SessionUUID: "c28b77d4-21e7-43bd-9447-04bfee92e651" };
       const url = "https://example.com/events";
       const { method, headers, body } = signCallback({ url, attributes, authToken: "token" });
       const onEvent = ({ eventName }) => console.log(eventName);
       createCallbackHandler({ authToken: "token", publicUrl: "https://example.com", onEvent })(new Request(url, { method, headers, body }))
         .then(({ status }) => console.log(status));`,
    );
    expect(stdout).toBe("SessionTimeout\n200\n");
  });
});
