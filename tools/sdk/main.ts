import { generateSdks, SdkUnavailableError } from "./generate.ts";

try {
  process.stdout.write(`${await generateSdks()}\n`);
} catch (error) {
  if (!(error instanceof SdkUnavailableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
