import { createRequire } from "node:module";
import path from "node:path";
import { startEmulator } from "plivo-masking-emulator";
import type { Resource } from "@pulumi/pulumi";
import { openStack } from "../../../../tools/engine/index.ts";
import { requestsOf } from "../../../support/requests.ts";

/** What the page's program exports. */
interface ComparedProgram {
  readonly Session: new (name: string, args: Record<"firstParty" | "secondParty", string>) => Resource;
}

// Runs outside jest: Pulumi cannot serialise a provider by jest's modules.
const [file = "", firstParty = "", ...others] = process.argv.slice(2);
const { Session } = createRequire(import.meta.url)(path.resolve(file)) as ComparedProgram;
// The SDK has its host written in.
const emulator = await startEmulator({ allowHosts: ["api.plivo.com"] });
let secondParty = others[0] ?? "";
const stack = await openStack({
  program: () => {
    new Session("ride", { firstParty, secondParty });
    return Promise.resolve({});
  },
  environment: {
    ...emulator.environment,
    EMULATOR_PORT: new URL(emulator.endpoint).port,
    NODE_OPTIONS: `--require ${JSON.stringify(path.join(import.meta.dirname, "plain-agent.cjs"))}`,
  },
});

/** The steps of an operation, and the requests that the emulator received. */
function stepOps({ steps }: { steps: readonly { op: string }[] }): string[] {
  const requests = requestsOf(emulator);
  emulator.requests.clear();
  return [...steps.map(({ op }) => op), ...requests];
}

try {
  const created = stepOps(await stack.up());
  const state = JSON.stringify(await stack.exportState());
  secondParty = others[1] ?? "";
  const changed = stepOps(await stack.up());
  emulator.clock.advance(86_400);
  const afterExpiry = stepOps(await stack.preview());
  const destroy = await stack.destroy();
  const ended = [String(destroy.succeeded), ...stepOps({ steps: [] })];
  const holds = { number: state.includes(firstParty), code: state.includes("createMaskingSession") };
  console.log(JSON.stringify({ created, changed, afterExpiry, ended, holds }));
} finally {
  await stack.remove();
  await emulator.close();
}
