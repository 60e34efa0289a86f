import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { thrownTexts, whatCannotBeRead } from "./errors/as-thrown.ts";
import { loggedTexts } from "./errors/logged-lines.ts";
import { entries, onOneLine, sectionTexts, tableTexts } from "./errors/page.ts";
import { nativeRefusals, refusals } from "./errors/refused.ts";
import { scan, sourceFiles, type Scan } from "./errors/scan.ts";

const root = repositoryRoot();
const page = readFileSync(path.join(root, "docs", "errors.md"), "utf8");
const documented = entries(page).filter(({ heading }) => heading.startsWith("PLIVO_"));
const logLines = entries(page).filter(({ section }) => section === "Log lines");

/** Fixed words that the page has nowhere. */
function missing(words: readonly string[]): string[] {
  const said = onOneLine(page);
  return words.map(onOneLine).filter((text) => !said.includes(text));
}

let found: Scan;
beforeAll(() => {
  found = scan(["provider", "plugin"].flatMap((folder) => sourceFiles(path.join(root, folder))));
});
/** The fixed words of these source files. */
const wordsOf = (files: readonly string[]) =>
  files.flatMap((file) => found.words.get(path.join(root, file)) ?? []);

describe("docs/errors.md", () => {
  it("has an entry for each code, and none for other names", () => {
    expect(found.codes.length).toBeGreaterThan(25);
    expect(documented.map(({ heading }) => heading).sort()).toEqual(found.codes);
  });

  it("knows every class that throws another class's code", () => {
    expect(found.passingOn).toEqual(["StoredCredentialsError", "PartialFailureError", "MaskingReadError"]);
  });

  it("quotes the message of each error", async () => {
    const thrown = await thrownTexts();
    const sorted = (texts: Iterable<[string, readonly string[]]>) =>
      Object.fromEntries([...texts].map(([code, of]) => [code, [...of].sort()]));
    expect(sorted(documented.map(({ heading, texts }) => [heading, texts]))).toEqual(sorted(thrown));
  });

  it("describes each reason for which a response cannot be read", () => {
    const entry = documented.find(({ heading }) => heading === "PLIVO_UNREADABLE_ANSWER");
    expect(whatCannotBeRead().filter((what) => entry?.rest.includes(`\`${what}\``) !== true)).toEqual([]);
  });

  it("quotes each logged line", async () => {
    const lines = await loggedTexts();
    expect(logLines.flatMap(({ texts }) => texts).sort()).toEqual(lines.sort());
    expect(found.logged.length).toBeGreaterThan(20);
    expect(missing(found.logged)).toEqual([]);
  });

  it("lists each message about rejected arguments", () => {
    const rows = sectionTexts(page, "Refused arguments");
    const said = refusals();
    const isOf = (row: string, text: string) => pattern(row).test(text);
    expect(rows.filter((row) => !said.some((text) => isOf(row, text)))).toEqual([]);
    expect(said.filter((text) => !rows.some((row) => isOf(row, text)))).toEqual([]);
    const words = wordsOf(
      ["values", "combinations", "renewal", "check"].map((name) => `provider/session/${name}.ts`),
    );
    expect(words.length).toBeGreaterThan(20);
    expect(missing(words)).toEqual([]);
  });
});

describe("the table of what only the native form rejects", () => {
  const section = "Refused only by the native form";

  it("has every message about arguments, settings and functions, and no other", async () => {
    const rows = tableTexts(page, section);
    const said = await nativeRefusals();
    expect(said.length).toBeGreaterThan(5);
    expect(rows.filter((row) => !said.some((text) => pattern(row).test(text)))).toEqual([]);
    expect(said.filter((text) => !rows.some((row) => pattern(row).test(text)))).toEqual([]);
  });

  it("has every word of the source files of these messages", () => {
    const words = wordsOf([
      "plugin/host-arguments.ts",
      "plugin/functions.ts",
      "provider/accounts/provider-settings.ts",
    ]);
    expect(words.length).toBeGreaterThan(5);
    expect(missing(words)).toEqual([]);
  });
});

/** A row with its placeholders open, for one word or for several with "and" or "or". */
function pattern(row: string): RegExp {
  const parts = row.split(/<[a-z]+>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^ ]+(?: (?:and|or) [^ ]+)*")}$`);
}
