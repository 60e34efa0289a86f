import fc from "fast-check";
import { authId, authToken, documentSession, json, testServer, uuid } from "../integration/plivo/support.ts";
import { runCommand } from "../support/command-in-process.ts";
import { proofSize } from "../support/soak.ts";
import { assertVisible } from "./oracles.ts";

const hostile = Array.from(
  "\u0000\u001b\u0007\r\n\t\u007f\u009b\u200b\u202e\u2066\ufeff\u00ad\u2028\u2029\u{e0041}",
);
const texts = fc.string({
  unit: fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", minLength: 1, maxLength: 1 })),
  maxLength: 12,
});
const names = Object.entries(documentSession).flatMap(([name, value]) =>
  typeof value === "string" && name !== "session_uuid" && name !== "expiry_time" ? [name] : [],
);

describe("a session of hostile texts", () => {
  const server = testServer();

  it("leaves no control or format character in anything that the command prints", async () => {
    const environment = {
      PLIVO_AUTH_ID: authId,
      PLIVO_AUTH_TOKEN: authToken,
      PLIVO_ENDPOINT: server.endpoint,
    };
    const attributes = fc.record(Object.fromEntries(names.map((name) => [name, texts])));
    const lines = fc.constantFrom("list", "list --json", `show ${uuid} --reveal`, `import ${uuid}`);
    await fc.assert(
      fc.asyncProperty(attributes, lines, fc.boolean(), async (attributes, line, fails) => {
        const session = { ...documentSession, expiry_time: "2099-02-01 06:58:15 +0000 UTC", ...attributes };
        const { status, callback_url } = attributes;
        const body = { response: { ...session, objects: [session] }, error: status, api_id: callback_url };
        server.respond = json(fails ? 400 : 200, body);
        const { stdout, stderr } = await runCommand(line.split(" "), { environment, reveals: true });
        expect(stdout + stderr).not.toBe("");
        assertVisible(`${stdout}${stderr}`.split("\n"));
      }),
      { numRuns: proofSize(200, 5_000) },
    );
  });
});
