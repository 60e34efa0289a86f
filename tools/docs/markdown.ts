/** The front matter that the Pulumi Registry reads. */
export function frontMatter(values: Readonly<Record<"title" | "meta_desc" | "layout", string>>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return ["---", ...lines, "---"].join("\n");
}

export const generatedNote =
  "<!-- Generated from the code and its doc comments by `npm run docs`: change those, not this page. -->";

export function codeBlock(language: string, text: string): string {
  return ["```" + language, text, "```"].join("\n");
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function page(...parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
