import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  field,
  fieldNames,
  fields,
  type FieldName,
  type FieldValue,
} from "../../../provider/session/fields.ts";
import { nativeResourceType } from "../../../provider/common/resource-type.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { Sources } from "../../../tools/docs/members.ts";
import { pages, pageSources, findUndocumented } from "../../../tools/docs/pages.ts";
import { changeEffects, type Table } from "../../../tools/docs/resource-page.ts";

const modules = { fields, nativeResourceType };

/** The update for a removed argument, by its default. `record` stops recording. */
function removals(value: FieldValue | undefined): string[] {
  if (value === undefined) return ["keeps the last value."];
  return value === "" ? ["clears it."] : ["restores the default.", "stops recording."];
}

describe("the generated pages", () => {
  let sources: Sources;
  let generated: Map<string, string>;
  const read = (of: Table) => pages(of, sources);
  beforeAll(() => {
    sources = pageSources();
    generated = read(modules);
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
    for (const [name, text] of generated) {
      const committed = readFileSync(path.join(repositoryRoot(), name), "utf8");
      const isJson = name.endsWith(".json");
      if (isJson) expect(JSON.parse(committed)).toEqual(JSON.parse(text));
      else expect([name, plain(committed)]).toEqual([name, plain(text)]);
    }
  });

  it("have a section for each argument, the effects of changes, and the secret outputs", () => {
    const page = generated.get("docs/resources/masking-session.md") ?? "";
    const headings = Array.from(page.matchAll(/^### (\w+)$/gm), ([, name]) => name);
    expect(headings).toEqual(fieldNames);
    const sections = [
      "### firstParty\n\n`string`\n\nThe first party's real phone number",
      "### record\n\n`boolean`\n\n",
      "### ringTimeout\n\n`number`\n\n",
      '### onExpiry\n\n`"recreate" | "ignore" | "fail"`\n\n',
    ];
    for (const section of sections) expect(page).toContain(section);
    for (const [effect, change] of Object.entries(changeEffects)) {
      const names = fieldNames.filter((name) => field(name).effect === effect).map((name) => `\`${name}\``);
      expect(page).toContain(`- ${change}: ${names.join(", ")}\n`);
    }
    expect(page).toContain("- `firstPartyPin` (`string`, secret): ");
    expect(page).toContain("- `virtualNumber` (`string`): ");
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

  it("change with the table of arguments", () => {
    const changed = {
      ...modules,
      fields: { ...fields, ringTimeout: { ...fields.ringTimeout, effect: "keep", default: 45 } as const },
    };
    const page = read(changed).get("docs/resources/masking-session.md");
    expect(page).toMatch(/^- Sends nothing: `ringTimeout`, /m);
  });

  it("have every property of the functions' arguments and results", () => {
    const list = generated.get("docs/functions/list-masking-sessions.md") ?? "";
    expect(list).toContain(
      "- `filters` ([`SessionFilters`](#sessionfilters)): Which sessions to list. Default: those of the last 7 days.",
    );
    expect(list).toContain("- `maxResults` (`number`): The maximum number of sessions. Default: all.");
    expect(list).toContain("[`readonly SessionDetails[]`](get-masking-session.md#sessiondetails)");
    const get = generated.get("docs/functions/get-masking-session.md") ?? "";
    expect(get).toContain("- `sessionUuid` (`string`): The session's UUID.");
    expect(get).toContain("[`readonly InteractionDetails[]`](#interactiondetails)");
    expect(get).toContain("that are sent to Plivo, except `geomatch`. It also has:");
  });

  it("have the front matter of the Pulumi Registry", () => {
    for (const [name, page] of generated) {
      if (name.startsWith("docs/"))
        expect(page).toMatch(/^---\ntitle: "plivo\.\w+"\nmeta_desc: "[^"]+"\nlayout: "api"\n---\n/);
    }
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
