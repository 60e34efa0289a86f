// Checks GitHub workflows with GitHub's own parser: `node tools/workflows/check.mjs FILE...`. Exits with 1 if
// the parser reports an error.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import process from "node:process";

// The parser is written for bundlers, which need no import attribute for JSON.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } =
  await import("@actions/workflow-parser");

for (const name of process.argv.slice(2)) {
  const file = { name, content: readFileSync(name, "utf8") };
  const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  for (const { message } of context.errors.getErrors()) {
    process.stdout.write(`${message}\n`);
    process.exitCode = 1;
  }
}
