import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode } from "./run-tool.ts";

it("npm run build removes compiled files whose source is gone, and no others", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "masking-dist-"));
  try {
    const kept = ["dist/common/clock.js", "dist/common/clock.d.ts", "emulator/dist/main.js"];
    const sources = ["provider/common/clock.ts", "emulator/main.ts"];
    for (const file of [...sources, ...kept, "dist/clock.js", "emulator/dist/common/old.d.ts"]) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), "");
    }
    await runNode([path.join(repositoryRoot(), "tools", "clean-dist.ts")], folder);
    expect(globSync("{dist,emulator/dist}/**/*.*", { cwd: folder }).sort()).toEqual(kept.sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
