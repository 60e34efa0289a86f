import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { repositoryRoot } from "../repository.ts";
import { withRelease } from "./release.ts";

/*
 * Puts what the folder `changes` holds into CHANGELOG.md, as a release of today, and removes the files; with --dry-run it
 * only prints the page.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "dry-run": { type: "boolean", default: false },
    changes: { type: "string", default: path.join(repositoryRoot(), "changes") },
  },
});
const [version] = positionals;

if (version === undefined) {
  process.stderr.write("Name the version: npm run changelog -- 1.2.3 [--dry-run]\n");
  process.exitCode = 2;
} else {
  const file = path.join(repositoryRoot(), "CHANGELOG.md");
  const names = globSync("*.md", { cwd: values.changes }).sort();
  const fragments = names.map((name) => ({
    name,
    text: readFileSync(path.join(values.changes, name), "utf8"),
  }));
  const date = new Date().toISOString().slice(0, 10);
  const page = withRelease(readFileSync(file, "utf8"), fragments, { version, date });
  const formatted = await format(page, { ...(await resolveConfig(file)), filepath: file });
  if (values["dry-run"]) process.stdout.write(formatted);
  else {
    writeFileSync(file, formatted);
    for (const name of names) rmSync(path.join(values.changes, name));
  }
}
