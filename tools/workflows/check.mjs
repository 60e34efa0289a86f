// Checks workflows of GitHub Actions by GitHub's own parser: `node tools/workflows/check.mjs FILE...`. Ends with 1 where it complains.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import process from "node:process";

// The parser is written for bundlers, which take JSON without being told so.
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
