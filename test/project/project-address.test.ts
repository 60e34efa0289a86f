import { readFileSync } from "node:fs";
import path from "node:path";
import { errorEntryAddress, projectAddress } from "../../provider/project-address.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { parsePage } from "./documents/pages.ts";

describe("the address of an error's entry", () => {
  const name = "docs/errors.md";
  const text = readFileSync(path.join(repositoryRoot(), name), "utf8");
  const { anchors } = parsePage(name, text);
  const codes = [...text.matchAll(/^### (PLIVO_\w+)$/gm)].map(([, code = ""]) => code);

  test("leads to the heading of each code in the errors page", () => {
    expect(codes.length).toBeGreaterThan(25);
    const start = `${projectAddress}/blob/main/${name}#`;
    const lost = codes.filter((code) => {
      const address = errorEntryAddress(code);
      return !address.startsWith(start) || !anchors.has(address.slice(start.length));
    });
    expect(lost).toEqual([]);
  });
});
