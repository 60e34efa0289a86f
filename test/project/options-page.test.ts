import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

const root = repositoryRoot();
const page = readFileSync(path.join(root, "docs", "pulumi-options.md"), "utf8");

/** The statements of the page in order: the option, and the title of the test that covers it. */
const shown: readonly (readonly [option: string, title: string])[] = [
  [
    "protect",
    "lets a session be updated in place, and stops the run before a replacement creates or expires anything",
  ],
  ["protect", "stops each run once the session has expired, and its preview too, unless onExpiry is ignore"],
  ["protect", "may be taken away by the very run that replaces the session"],
  [
    "retainOnDelete",
    "retainOnDelete forgets a session that is dropped or replaced, which lives and costs on",
  ],
  [
    "deletedWith",
    "deletedWith sends nothing for a session that is destroyed with the other one: it lives and costs on",
  ],
  [
    "deleteBeforeReplace",
    "fails without deleteBeforeReplace, expires nothing, and the error names that option",
  ],
  ["deleteBeforeReplace", "succeeds with deleteBeforeReplace: the old session gives its number back first"],
  ["deleteBeforeReplace", "still fails while the old number cools off; a later up creates the session"],
  [
    "deleteBeforeReplace",
    "with deleteBeforeReplace also replaces sessions with create-only arguments that come from the first one",
  ],
  [
    "ignoreChanges",
    "ignoreChanges leaves a live session as it is, whether the argument could be updated or not",
  ],
  ["ignoreChanges", "ignoreChanges: a refresh stores what was changed elsewhere, and shows no change"],
  [
    "ignoreChanges",
    "ignoreChanges does not keep an expired session: the next up creates what the program now declares",
  ],
  [
    "ignoreChanges",
    "ignoreChanges of onExpiry keeps the value that the state has, until the session is created again",
  ],
  [
    "replaceOnChanges",
    "replaceOnChanges and replaceWith replace a session if the named argument or other session changed",
  ],
  ["replaceOnChanges", "replaceOnChanges does not replace a session that renewBefore extends"],
  ["aliases", "aliases keep a renamed session, also in a component and also if it changes"],
  ["aliases", "without aliases a renamed session is another one, created before the old one is deleted"],
  ["dependsOn", "dependsOn does not change the dependants of a replaced session"],
  ["customTimeouts", "customTimeouts do not cut a session's requests off, however short"],
  [
    "transformations",
    "transformations that set a number keep it secret, a component's and the stack's only with pulumi.secret",
  ],
  [
    "transforms",
    "transforms set arguments too, but in an inline program show what is secret, even what they do not set",
  ],
  [
    "unknown inputs",
    "arguments from other resources pass the first preview unknown, and outputs but for what is declared",
  ],
  [
    "unknown inputs",
    "an unknown create-only argument is previewed as a replacement, and stays if it turns out equal",
  ],
  ["--target", "changes only what --target names, and leaves an expired session that it does not"],
  [
    "--refresh",
    "reads every session with --refresh, updates what was changed elsewhere, and creates again what has expired",
  ],
  [
    "--expect-no-changes",
    "fails with --expect-no-changes if anything is to be done, and with --refresh for drift",
  ],
  ["--expect-no-changes", "passes with --expect-no-changes if nothing is to be done, without a request"],
  ["update plans", "saves an update plan without a request, and without numbers"],
  ["update plans", "stops an up with a plan at a session that has expired since, which stays as it is"],
  [
    "explicit provider",
    "refuse a session of an explicit provider once PLIVO_AUTH_ID is set, which wins over its settings",
  ],
  ["MaskingSession.get", "reads a live session in a preview, so other resources can use its values there"],
  [
    "MaskingSession.get",
    "fails in a preview with the reason if a session has expired or the account has none",
  ],
];

/** The subjects of the page's statements. An item has one, or a list of several below it. */
function options(): string[] {
  const items = page.matchAll(/^- \*\*(.+?)\*\*[^:\n]*:(.*(?:\n {2}.*)*)/gm);
  return Array.from(items, ([, option = "", text = ""]) => {
    const statements = text.startsWith(" ") ? 1 : (text.match(/^ {2}- /gm) ?? []).length;
    return Array<string>(statements).fill(option.replaceAll("`", ""));
  }).flat();
}

/** The titles of the tests on the real engine and of the resource class. */
function titles(): string[] {
  const files = globSync(["test/engine/**/*.test.ts", "test/unit/sdk/*.test.ts"], { cwd: root });
  const sources = files.map((name) => readFileSync(path.join(root, name), "utf8"));
  return sources.flatMap((source) =>
    Array.from(source.matchAll(/\bit\(\s*"([^"]+)"/g), ([, title = ""]) => title),
  );
}

describe("docs/pulumi-options.md", () => {
  it("has only statements that a test shows", () => {
    expect(shown.length).toBeGreaterThan(30);
    expect(options()).toEqual(shown.map(([option]) => option));
    const known = new Set(titles());
    expect(shown.filter(([, title]) => !known.has(title))).toEqual([]);
  });
});
