import { existsSync, globSync, rmSync } from "node:fs";
import path from "node:path";

/* Removes compiled files that have no source any more. tsc leaves them, and tests would load them. */

const outputs = { dist: "provider", "emulator/dist": "emulator" };

for (const [output, sources] of Object.entries(outputs)) {
  for (const file of globSync("**/*.{js,d.ts}", { cwd: output })) {
    const source = path.join(sources, file.replace(/\.(?:js|d\.ts)$/, ".ts"));
    if (!existsSync(source)) rmSync(path.join(output, file));
  }
}
