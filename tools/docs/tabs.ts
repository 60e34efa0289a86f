import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../repository.ts";
import { codeBlock } from "./markdown.ts";

const folder = path.join(repositoryRoot(), "tools", "docs", "examples");

/** The languages besides TypeScript, with their file extensions. */
const languages = { python: "py", go: "go", yaml: "yaml" } as const;

function otherExamples(name: string): [language: string, block: string][] {
  return Object.entries(languages).map(([language, end]) => {
    const text = readFileSync(path.join(folder, `${name}.${end}`), "utf8");
    return [language, codeBlock(language, text.trimEnd())];
  });
}

/** An example in all languages for the schema. Each code generator keeps its own language. */
export function schemaExamples(name: string, typescript: readonly string[]): string[] {
  const native = typescript.map((part) =>
    part.replace(/(import \{ MaskingSession \} from "pulumi-plivo-masking)"/, '$1/native"'),
  );
  const blocks = [...native, ...otherExamples(name).map(([, block]) => block)];
  const open = ["{{% examples %}}", "## Example Usage", "{{% example %}}"];
  return [...open, ...blocks, "{{% /example %}}", "{{% /examples %}}"];
}

/**
 * An example in all languages as tabs of the Pulumi Registry. Elsewhere they appear one after another.
 *
 * @param name the example's subject and the name of its files.
 * @param typescript the example's parts in the doc comment.
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

export const tabsNote =
  "The example in TypeScript uses the [dynamic form](../which-form.md), the others the native form.";
