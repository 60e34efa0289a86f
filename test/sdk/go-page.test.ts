import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { generateSdks } from "../../tools/sdk/generate.ts";
import { parsePage } from "../project/documents/pages";
import { buildTimeout } from "./quickstart";

const root = repositoryRoot();
const page = "docs/which-form.md";

test(
  "the program in Go of the page on the two forms compiles",
  async () => {
    await generateSdks();
    const { blocks } = parsePage(page, readFileSync(path.join(root, page), "utf8"));
    const code = blocks.filter(({ language }) => language === "go").map((block) => block.code);
    expect(code).toHaveLength(1);
    // As deep as the example whose modules it uses.
    const folder = path.join(root, ".cache", "go-page");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const file of ["go.mod", "go.sum"]) {
      cpSync(path.join(root, "examples", "go-quickstart", file), path.join(folder, file));
    }
    writeFileSync(path.join(folder, "main.go"), code.join("\n"));
    execFileSync("go", ["vet", "-mod=mod", "."], { cwd: folder, stdio: "pipe" });
    expect(execFileSync("gofmt", ["-l", "."], { cwd: folder, encoding: "utf8" })).toBe("");
  },
  buildTimeout,
);
