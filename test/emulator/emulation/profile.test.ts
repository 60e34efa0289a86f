import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readProfile } from "../../../emulator/emulation/profile.ts";
import { run, runFailing } from "../child.ts";
import { call, parties, temporaryFolder } from "../support.ts";

async function profile(text: string): Promise<string> {
  const file = join(await temporaryFolder(), "profile.json");
  await writeFile(file, text);
  return file;
}

it("--profile sets the switches of its file, and each --switch wins over it", async () => {
  const file = await profile('{"defaults": "text", "amounts": "text", "emptyUrl": "refuse"}');
  const switches = ["--switch", "amounts=number", "--switch", "unknownParameters=ignore"];
  const { body } = await call(await run("--profile", file, ...switches), "POST", "", {
    ...parties,
    weather: "fine",
  });
  expect(body["session"]).toMatchObject({ duration: 3600, amount: 0 });
});

it.each([
  ["no JSON", "{", "it is not JSON"],
  ["no object", "[]", "it is not a JSON object of switches and positions"],
  ["an unknown switch", '{"weather": "fine"}', "weather is not a switch"],
  ["an unknown position", '{"defaults": "never"}', "the switch defaults takes examples or text"],
])("a profile is refused if its file has %s", async (_what, text, problem) => {
  const file = await profile(text);
  expect(() => readProfile(file)).toThrow(`the profile ${file} cannot be used: ${problem}`);
});

it("--profile is refused if its file is missing", async () => {
  const { code, errors } = await runFailing("--profile", "/none.json");
  expect([code, errors]).toEqual([
    1,
    expect.stringContaining("the profile /none.json cannot be used: ENOENT"),
  ]);
});
