import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { thrownTexts, whatCannotBeRead } from "./errors/as-thrown.ts";
import { loggedTexts } from "./errors/logged-lines.ts";
import { entries, onOneLine, sectionTexts, tableTexts } from "./errors/page.ts";
import { nativeRefusals, refusals } from "./errors/refused.ts";
import { scan, sourceFiles, type Scan } from "./errors/scan.ts";

const root = repositoryRoot();
const provider = path.join(root, "provider");
const plugin = path.join(root, "plugin");
const page = readFileSync(path.join(root, "docs", "errors.md"), "utf8");
const documented = entries(page).filter(({ heading }) => heading.startsWith("PLIVO_"));
const documentedCodes = documented.map(({ heading }) => heading).sort();
const logLines = entries(page).filter(({ section }) => section === "Log lines");

/** Fixed words that the page has nowhere. */
function missing(words: readonly string[]): string[] {
  const said = onOneLine(page);
  return words.map(onOneLine).filter((text) => !said.includes(text));
}

describe("docs/errors.md", () => {
  let found: Scan;
  let foundInPlugin: Scan;
  beforeAll(() => {
    found = scan(sourceFiles(provider));
    foundInPlugin = scan(sourceFiles(plugin));
  });

  it("has an entry for each code, and none for other names", () => {
    expect(found.codes.length).toBeGreaterThan(25);
    expect(foundInPlugin.codes).toEqual(["PLIVO_UNKNOWN_TYPE"]);
    expect(documentedCodes).toEqual([...found.codes, ...foundInPlugin.codes].sort());
  });

  it("knows every class that throws another class's code", () => {
    expect(found.passingOn).toEqual(["StoredCredentialsError", "PartialFailureError", "MaskingReadError"]);
    expect(foundInPlugin.passingOn).toEqual([]);
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
    const words = ["values.ts", "combinations.ts", "renewal.ts", "check.ts"].flatMap(
      (file) => found.words.get(file) ?? [],
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
    const files = ["host-arguments.ts", "functions.ts"].map((file) => path.join(plugin, file));
    const settings = path.join(provider, "accounts", "provider-settings.ts");
    const words = [...scan([...files, settings]).words.values()].flat();
    expect(words.length).toBeGreaterThan(5);
    expect(missing(words)).toEqual([]);
  });
});

/** A row with its placeholders open, for one word or for several with "and" or "or". */
function pattern(row: string): RegExp {
  const parts = row.split(/<[a-z]+>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^ ]+(?: (?:and|or) [^ ]+)*")}$`);
}
