/*
 * A script that previews programs which read a missing session, and prints the results as one line of JSON.
 * PLIVO_ENDPOINT and so on name the API.
 */
import { getMaskingSession, getMaskingSessionOutput } from "pulumi-plivo-masking";
import { openStack } from "../../tools/engine/index.ts";
import type { Program } from "../../tools/engine/index.ts";

const programs: Readonly<Record<string, Program>> = {
  awaited: async () => ({ status: (await getMaskingSession({ sessionUuid: "none" })).status }),
  dangling: () => {
    getMaskingSessionOutput({ sessionUuid: "none" });
    return Promise.resolve({});
  },
};

async function main(): Promise<void> {
  const own = Object.entries(process.env).filter(([name]) => name.startsWith("PLIVO_"));
  const environment = Object.fromEntries(own.map(([name, value]) => [name, value ?? ""]));
  const stack = await openStack({ program: () => Promise.resolve(), environment });
  const outcomes: Record<string, object> = {};
  for (const [kind, program] of Object.entries(programs)) {
    stack.setProgram(program);
    const { succeeded, text } = await stack.preview();
    outcomes[kind] = { succeeded, text };
  }
  await stack.remove();
  console.log(JSON.stringify(outcomes));
}

void main();
