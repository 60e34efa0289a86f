import { existsSync } from "node:fs";
import path from "node:path";
import { projectAddress } from "../../../provider/common/project-address.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { allPages, type Page } from "./pages.ts";

/** npm shows these pages, and relative links would not work there. */
const published = ["README.md", "emulator/README.md", "plugin/README.md"];

/** The path and anchor of a link within the project. Undefined for others. */
function targetOf(link: string, page: Page): { file: string; anchor: string | undefined } | undefined {
  const own = `${projectAddress}/blob/main/`;
  if (/^[a-z]+:/.test(link) && !link.startsWith(own)) return undefined;
  const [file = "", anchor] = link.replace(own, "").split("#");
  const folder = link.startsWith(own) ? "" : path.posix.dirname(page.name);
  return { file: file === "" ? page.name : path.posix.join(folder, file), anchor };
}

/** The broken links of a page. Links to other hosts are not checked. */
function dead(page: Page, pages: readonly Page[]): string[] {
  return page.links.filter((link) => !leads(link, page, pages)).map((link) => `${page.name}: ${link}`);
}

function leads(link: string, page: Page, pages: readonly Page[]): boolean {
  const target = targetOf(link, page);
  if (target === undefined) return link.startsWith("https://") && URL.canParse(link);
  const { file, anchor } = target;
  const known = file === page.name ? page : pages.find(({ name }) => name === file);
  if (known === undefined && !existsSync(path.join(repositoryRoot(), file))) return false;
  return anchor === undefined || known?.anchors.has(anchor) === true;
}

describe("links in the pages", () => {
  const pages = allPages();

  it("lead to existing files and headings", () => {
    expect(pages.flatMap(({ links }) => links).length).toBeGreaterThan(100);
    expect(pages.flatMap((page) => dead(page, pages))).toEqual([]);
  });

  it("are absolute, at the project's address, in the pages that npm shows", () => {
    const relative = pages
      .filter(({ name }) => published.includes(name))
      .flatMap(({ name, links }) =>
        links.filter((link) => !/^(?:https:|#)/.test(link)).map((link) => `${name}: ${link}`),
      );
    expect(relative).toEqual([]);
  });

  it("reach every page of docs/ from README.md, directly or through other pages", () => {
    const reached = new Set(["README.md"]);
    for (const name of reached) {
      const page = pages.find((candidate) => candidate.name === name);
      for (const link of page?.links ?? []) {
        const target = page && targetOf(link, page)?.file;
        if (target !== undefined && pages.some((candidate) => candidate.name === target)) reached.add(target);
      }
    }
    const unreached = pages
      .map(({ name }) => name)
      .filter((name) => /^(?:docs\/|[A-Z]+\.md$)/.test(name) && !reached.has(name));
    expect(unreached).toEqual([]);
  });
});
