import { existsSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { allPages, parsePage, type Page } from "./pages.ts";

/** The links of a page that lead nowhere, without asking anybody: what another host has is not looked at. */
function dead(page: Page, pages: readonly Page[]): string[] {
  return page.links.filter((link) => !leads(link, page, pages)).map((link) => `${page.name}: ${link}`);
}

function leads(link: string, page: Page, pages: readonly Page[]): boolean {
  if (/^[a-z]+:/.test(link)) return link.startsWith("https://") && URL.canParse(link);
  const [file = "", anchor] = link.split("#");
  if (file === "") return page.anchors.has(anchor ?? "");
  const target = path.posix.join(path.posix.dirname(page.name), file);
  if (!existsSync(path.join(repositoryRoot(), target))) return false;
  return anchor === undefined || pages.find(({ name }) => name === target)?.anchors.has(anchor) === true;
}

describe("links in the pages", () => {
  const pages = allPages();

  test("lead to files and headings that are there", () => {
    expect(pages.flatMap(({ links }) => links).length).toBeGreaterThan(100);
    expect(pages.flatMap((page) => dead(page, pages))).toEqual([]);
  });

  test("are found dead where the file, the heading or the form is wrong", () => {
    const text =
      "# A `b` c!\n\n# A `b` c!\n\n[1](#a-b-c) [2](#a-b-c-1) [3](#a) [4](README.md) [5](no.md) ![6](no.png) [7](http://x)\n";
    const page = parsePage("page.md", text);
    expect(dead(page, [page])).toEqual([
      "page.md: #a",
      "page.md: no.md",
      "page.md: no.png",
      "page.md: http://x",
    ]);
  });

  test("reach every page of docs/ from README, by as many steps as it takes", () => {
    const reached = new Set(["README.md"]);
    for (const name of reached) {
      const page = pages.find((candidate) => candidate.name === name);
      for (const link of page?.links ?? []) {
        const [file = ""] = link.split("#");
        const target = path.posix.join(path.posix.dirname(name), file);
        if (pages.some((candidate) => candidate.name === target)) reached.add(target);
      }
    }
    const unreached = pages
      .map(({ name }) => name)
      .filter((name) => /^(?:docs\/|[A-Z]+\.md$)/.test(name) && !reached.has(name));
    expect(unreached).toEqual([]);
  });
});
