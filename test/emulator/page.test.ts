import { readFileSync } from "node:fs";
import path from "node:path";
import { switches } from "../../emulator/index.ts";

const page = readFileSync(path.join(__dirname, "../../docs/emulator.md"), "utf8");

/** The list items under a heading, each as one line. */
function itemsUnder(heading: string): string[] {
  const [, section = ""] = page.split(`\n${heading}\n`);
  const [own = ""] = section.split(/\n##+ /);
  const items = own.split(/\n(?=- )/).slice(1);
  return items.map((item) => (item.split("\n\n")[0] ?? "").slice(2).replaceAll(/\s+/g, " ").trim());
}

it("docs/emulator.md has each switch, its answers and its question, as the emulator has them", () => {
  const expected = Object.entries(switches).map(([name, { question, values }]) => {
    const answers = Object.keys(values).map((value) => `\`${value}\``);
    return `\`${name}\` (${answers.join(", ")}): ${question}`;
  });
  expect(itemsUnder("## Open questions")).toEqual(expected);
});

it("docs/emulator.md has each option of the command", () => {
  const main = readFileSync(path.join(__dirname, "../../emulator/main.ts"), "utf8");
  const options = [...main.matchAll(/(?:\.option|new Option)\(\s*"(--[a-z-]+)/g)].map(
    ([, name = ""]) => name,
  );
  expect(options.length).toBeGreaterThan(12);
  for (const option of options) expect(page).toContain(`\`${option}`);
});
