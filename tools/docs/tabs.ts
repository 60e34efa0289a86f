import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../repository.ts";
import { codeBlock } from "./markdown.ts";

const folder = path.join(repositoryRoot(), "tools", "docs", "examples");

/** The languages beside TypeScript, by the ends of their files. */
const languages = { python: "py", go: "go", yaml: "yaml" } as const;

/** The example's files: its text by language. */
function otherExamples(name: string): [language: string, block: string][] {
  return Object.entries(languages).map(([language, end]) => {
    const text = readFileSync(path.join(folder, `${name}.${end}`), "utf8");
    return [language, codeBlock(language, text.trimEnd())];
  });
}

/** An example in each language as a schema has it: the generators of code leave the one of their language. */
export function schemaExamples(name: string, typescript: readonly string[]): string[] {
  const native = typescript.map((part) =>
    part.replace(/(import \{ MaskingSession \} from "pulumi-plivo-masking)"/, '$1/native"'),
  );
  const blocks = [...native, ...otherExamples(name).map(([, block]) => block)];
  const open = ["{{% examples %}}", "## Example Usage", "{{% example %}}"];
  return [...open, ...blocks, "{{% /example %}}", "{{% /examples %}}"];
}

/**
 * An example in each language, as tabs of the Pulumi Registry; elsewhere they stand one below another.
 *
 * @param name what the example is of, and its files' name.
 * @param typescript the example's parts, as the doc comment has them.
 */
export function exampleTabs(name: string, typescript: readonly string[]): string[] {
  const others = otherExamples(name).map(([language, block]) => [language, [block]] as const);
  const tabs = [["typescript", typescript] as const, ...others];
  return [
    `{{< chooser language "${tabs.map(([language]) => language).join(",")}" >}}`,
    ...tabs.flatMap(([language, parts]) => [
      `{{% choosable language ${language} %}}`,
      ...parts,
      "{{% /choosable %}}",
    ]),
    "{{< /chooser >}}",
  ];
}

/** What a reader of the tabs must know. */
export const tabsNote =
  "The example in TypeScript uses the [dynamic form](../which-form.md), the others the native form.";
