import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  field,
  fieldNames,
  fields,
  urlFieldNames,
  type FieldName,
} from "../../../provider/session/fields.ts";
import { nativeResourceType } from "../../../provider/common/resource-type.ts";
import { wireName } from "../../../provider/plivo/wire-names.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { Sources } from "../../../tools/docs/members.ts";
import { pages, pageSources, withoutDoc } from "../../../tools/docs/pages.ts";
import type { Table } from "../../../tools/docs/resource-page.ts";

const modules = { fields, urlFieldNames, wireName, nativeResourceType };

describe("the generated pages", () => {
  let sources: Sources;
  let generated: Map<string, string>;
  /** The pages, whatever the widths of their columns. */
  const read = (of: Table) =>
    new Map(Array.from(pages(of, sources), ([name, page]) => [name, page.replace(/ +(?=\|)/g, " ")]));
  beforeAll(() => {
    sources = pageSources();
    generated = read(modules);
  });

  it("are committed as the code and its doc comments generate them", () => {
    // Prettier makes columns as wide as their widest cell, and wraps what is not code.
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

  it("have every argument with its default, its changes, its secrecy and its source", () => {
    const page = generated.get("docs/resources/masking-session.md") ?? "";
    const headings = Array.from(page.matchAll(/^### (\w+)$/gm), ([, name]) => name);
    expect(headings).toEqual(fieldNames);
    expect(page).toContain(
      "| [`firstParty`](#firstparty) | none | replaced; with `createSessionWithSingleParty` updated in place | as a change |",
    );
    expect(page).toContain("| [`record`](#record) | `false` | updated in place | reset to the default |");
    expect(page).toContain(
      "| [`ringTimeout`](#ringtimeout) | Plivo's own | updated in place | no longer managed |",
    );
    expect(page).toContain("| [`geomatch`](#geomatch) | `true` | replaced | as the default |");
    expect(page).toContain('| [`onExpiry`](#onexpiry) | `"recreate"` | nothing is sent | as the default |');
    expect(page).toContain("`string` · secret · Plivo's `first_party`");
    expect(page).toContain("`string` · secret if it has a user or password · Plivo's `callback_url`");
    expect(page).toContain(
      '`"recreate" \\| "ignore" \\| "fail"`'.replaceAll("\\", "") + " · this provider's",
    );
    expect(page).toContain("| `firstPartyPin` | `string` | yes |");
    expect(page).toContain("| `virtualNumber` | `string` | no |");
  });

  it("have the default, the effect of a change and the recipient of each argument from its row", () => {
    const wrong = sources.declaration("MaskingSessionArgs").members.filter(({ name, doc }) => {
      const { default: value, effect, sent } = field(name as FieldName);
      const said = doc.join(" ");
      const expected = [
        value === undefined || value === "" || said.includes(String(value)),
        effect !== "replace" || said.includes("A change replaces the session."),
        effect !== "update" || said.includes("Updated in place"),
        sent || said.includes("An argument of this provider: never sent."),
      ];
      return expected.includes(false);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it("change with the table of arguments", () => {
    const changed = {
      ...modules,
      fields: { ...fields, ringTimeout: { ...fields.ringTimeout, effect: "replace", default: 45 } as const },
    };
    const page = read(changed).get("docs/resources/masking-session.md");
    expect(page).toContain("| [`ringTimeout`](#ringtimeout) | `45` | replaced | as the default |");
  });

  it("have every property of the functions' arguments and results", () => {
    const list = generated.get("docs/functions/list-masking-sessions.md") ?? "";
    expect(list).toContain(
      "| `filters` | [`SessionFilters`](#sessionfilters) | Which sessions. Default: those of the last 7 days. |",
    );
    expect(list).toContain("| `maxResults` | `number` | How many sessions at most. Default: all. |");
    expect(list).toContain("[`readonly SessionDetails[]`](get-masking-session.md#sessiondetails)");
    const get = generated.get("docs/functions/get-masking-session.md") ?? "";
    expect(get).toContain("| `sessionUuid` | `string` | The session's UUID. |");
    expect(get).toContain("[`readonly InteractionDetails[]`](#interactiondetails)");
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
    expect(withoutDoc(new Sources([file]), ["Planted"])).toEqual(["Planted.unsaid"]);
    await rm(folder, { recursive: true });
  });
});
