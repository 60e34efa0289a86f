import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../../../emulator/index.ts";
import { killAll, run, runFailing } from "../child.ts";
import { call, firstNumber, secondNumber } from "../support.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "masking-profile-"));
});
afterEach(() => {
  killAll();
  rmSync(folder, { recursive: true });
});

function profile(text: string): string {
  const file = join(folder, "profile.json");
  writeFileSync(file, text);
  return file;
}

it("--profile sets the switches of its file, and --switch wins over it", async () => {
  const file = profile('{"defaults": "text", "amounts": "text", "unknownParameters": "ignore"}');
  const { environment } = await run("--profile", file, "--switch", "amounts=number");
  const { PLIVO_AUTH_ID: authId = "", PLIVO_AUTH_TOKEN: authToken = "" } = environment;
  const emulator = { endpoint: environment["PLIVO_ENDPOINT"] ?? "", authId, authToken } as Emulator;
  const sent = { first_party: firstNumber, second_party: secondNumber, weather: "fine" };
  const { body } = await call(emulator, "POST", "", sent);
  expect(body["session"]).toMatchObject({ duration: 3600, amount: 0 });
});

it.each([
  ["no JSON", "{", "it is not JSON"],
  ["no object", "[]", "it is not a JSON object of switches and positions"],
  ["an unknown switch", '{"weather": "fine"}', "weather is not a switch"],
  ["an unknown position", '{"defaults": "never"}', "the switch defaults takes examples or text"],
])("--profile is refused if its file has %s", async (_what, text, problem) => {
  const { code, errors } = await runFailing("--profile", profile(text));
  expect([code, errors]).toEqual([1, expect.stringContaining(problem)]);
});

it("--profile is refused if its file is missing", async () => {
  const { code, errors } = await runFailing("--profile", join(folder, "none.json"));
  expect([code, errors]).toEqual([
    1,
    expect.stringMatching(/the profile .*none\.json cannot be used: ENOENT/),
  ]);
});
