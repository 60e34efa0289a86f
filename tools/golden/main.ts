import { record } from "./record.ts";

const version = process.argv[2];
if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
  console.error("Which version's state is to be recorded? Such as: node tools/golden/main.ts 0.1.0");
  process.exitCode = 2;
} else {
  console.log(`The state is written to ${await record(version)}`);
}
