import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { configScript } from "../../../provider/command/config-commands.ts";

const characters = fc.constantFrom(...Array.from("a1%\\'\"$`- \u001b\n\r\u202e\u200b\u{e0041}é番"));

describe("a script that sets configuration", () => {
  it("sets exactly the value in a real shell, and has no control or format character", () => {
    fc.assert(
      fc.property(fc.string({ unit: characters, minLength: 1, maxLength: 12 }), (value) => {
        const script = configScript([{ key: "ridePin", secret: true, value }]);
        expect(script).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u);
        const printing = script.replace(" | pulumi config set --secret ridePin", "");
        expect(execFileSync("sh", ["-c", printing]).toString()).toBe(value);
      }),
      { numRuns: 40 },
    );
  });
});
