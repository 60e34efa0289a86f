import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { field, fields, type FieldName, type FieldValue } from "../../../provider/session/fields.ts";
import { nativeResourceType } from "../../../provider/common/resource-type.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { Sources } from "../../../tools/docs/members.ts";
import { pages, pageSources, findUndocumented } from "../../../tools/docs/pages.ts";

/** The update for a removed argument, by its default. `record` stops recording. */
function removals(value: FieldValue | undefined): string[] {
  if (value === undefined) return ["keeps the last value."];
  return value === "" ? ["clears it."] : ["restores the default.", "stops recording."];
}

describe("the generated pages", () => {
  let sources: Sources;
  beforeAll(() => {
    sources = pageSources();
  });

  it("are committed as the code and its doc comments generate them", () => {
    // Prettier aligns columns and wraps text.
    const ofProse = (text: string) => text.replaceAll(/\s+/g, " ").replaceAll(/-{3,}/g, "---");
    const plain = (text: string) =>
      text
        .split(/(^```.*?^```$)/ms)
        .map((part) => (part.startsWith("```") ? part : ofProse(part)))
        .join("\n")
        .trim();
    for (const [name, text] of pages({ fields, nativeResourceType }, sources)) {
      const committed = readFileSync(path.join(repositoryRoot(), name), "utf8");
      const isJson = name.endsWith(".json");
      if (isJson) expect(JSON.parse(committed)).toEqual(JSON.parse(text));
      else expect([name, plain(committed)]).toEqual([name, plain(text)]);
    }
  });

  it("have secrecy, default, recipient and the effects of change and removal from each argument's row", () => {
    const wrong = sources.declaration("MaskingSessionArgs").members.filter(({ name, doc }) => {
      const { default: value, effect, secret, sent } = field(name as FieldName);
      const text = doc.join(" ");
      const expected = [
        !secret || text.includes("Secret. "),
        value === undefined || value === "" || text.includes(String(value)),
        effect !== "replace" || text.includes("A change replaces the session."),
        effect !== "update" || text.includes("Updated in place"),
        effect !== "update" || removals(value).some((removal) => text.includes(`Removing it ${removal}`)),
        sent || text.includes("Not sent to Plivo."),
      ];
      return expected.includes(false);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe("a property without a doc comment", () => {
  it("is reported by its name", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "undocumented-"));
    const file = path.join(folder, "planted.ts");
    await writeFile(
      file,
      "export interface Planted {\n  /** Said. */\n  said: string;\n  unsaid: number;\n}\n",
    );
    expect(findUndocumented(new Sources([file]), ["Planted"])).toEqual(["Planted.unsaid"]);
    await rm(folder, { recursive: true });
  });
});
