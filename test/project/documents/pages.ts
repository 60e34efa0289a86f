import { readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt, { type Token } from "markdown-it";
import { repositoryRoot } from "../../../tools/repository.ts";
import { committedFiles } from "../committed-files.ts";

/** A block of code in a page. */
export interface CodeBlock {
  readonly page: string;
  /** The line of its fence. */
  readonly line: number;
  /** The word after the fence. Empty if there is none. */
  readonly language: string;
  readonly code: string;
}

/** A page of Markdown, parsed like GitHub does. */
export interface Page {
  /** Its path in the repository. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly CodeBlock[];
  /** The targets of links and images, as written. */
  readonly links: readonly string[];
  /** The anchors for links with `#`. */
  readonly anchors: ReadonlySet<string>;
}

const markdown = new MarkdownIt({ html: true });

/** All pages of the repository. */
export function allPages(): Page[] {
  return committedFiles()
    .filter((name) => name.endsWith(".md"))
    .map((name) => parsePage(name, readFileSync(path.join(repositoryRoot(), name), "utf8")));
}

export function parsePage(name: string, text: string): Page {
  const tokens = markdown.parse(withoutFrontMatter(text), {});
  return { name, text, blocks: blocksOf(name, tokens), links: linksOf(tokens), anchors: anchorsOf(tokens) };
}

/** Line numbers stay the same. */
function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n.*?\n---\n/s, (matter) => matter.replace(/[^\n]/g, ""));
}

function blocksOf(page: string, tokens: readonly Token[]): CodeBlock[] {
  return tokens
    .filter(({ type }) => type === "fence")
    .map(({ info, content, map }) => ({
      page,
      line: (map?.[0] ?? 0) + 1,
      language: info.trim().split(/\s/)[0] ?? "",
      code: content,
    }));
}

function linksOf(tokens: readonly Token[]): string[] {
  return tokens
    .flatMap(({ children }) => children ?? [])
    .flatMap((token) => token.attrGet("href") ?? token.attrGet("src") ?? [])
    .map((target) => decodeURI(String(target)));
}

function anchorsOf(tokens: readonly Token[]): Set<string> {
  const anchors = new Set<string>();
  tokens.forEach(({ type }, index) => {
    if (type !== "heading_open") return;
    const words = tokens[index + 1]?.children ?? [];
    anchors.add(freeName(slug(words.map(({ content }) => content).join("")), anchors));
  });
  return anchors;
}

/** GitHub's anchor for a heading. */
function slug(heading: string): string {
  const kept = heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "");
  return kept.trim().replace(/ /g, "-");
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let n = 0; ; n += 1) {
    const candidate = n === 0 ? name : `${name}-${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}
