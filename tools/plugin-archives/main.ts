import path from "node:path";
import { Command } from "commander";
import { buildArchives } from "./archives.ts";

/*
 * npm run plugin:archives -- FOLDER: writes the plugin's archives for this platform and prints their paths.
 */

const { args } = new Command("npm run plugin:archives --").argument("<folder>").parse();
const { script, executable } = await buildArchives(path.resolve(args[0] ?? ""));
process.stdout.write(`${script}\n${executable}\n`);
