import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { generateSdks } from "../../tools/sdk/generate.ts";
import { allPages } from "../project/documents/pages.ts";
import { buildTimeout } from "./quickstart.ts";

const root = repositoryRoot();

it(
  "the programs in Go of the pages compile, and are formatted as Go formats them",
  async () => {
    await generateSdks();
    const blocks = allPages().flatMap((page) => page.blocks.filter(({ language }) => language === "go"));
    expect(new Set(blocks.map(({ page }) => page)).size).toBeGreaterThan(3);
    // As deep as the example that has its modules.
    const folder = path.join(root, ".cache", "go-page");
    rmSync(folder, { recursive: true, force: true });
    blocks.forEach(({ code }, index) => {
      mkdirSync(path.join(folder, `program${index}`), { recursive: true });
      writeFileSync(path.join(folder, `program${index}`, "main.go"), code);
    });
    for (const file of ["go.mod", "go.sum"]) {
      cpSync(path.join(root, "examples", "go-quickstart", file), path.join(folder, file));
    }
    execFileSync("go", ["vet", "./..."], { cwd: folder, stdio: "pipe" });
    expect(execFileSync("gofmt", ["-l", "."], { cwd: folder, encoding: "utf8" })).toBe("");
  },
  buildTimeout,
);
