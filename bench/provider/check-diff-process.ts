import * as provider from "pulumi-plivo-masking/provider";
import { providerText } from "../rivals/index.ts";
import { declaredSession } from "../rivals/session.ts";
import { median } from "../samples.ts";

/** What one process tells. */
export interface CheckDiffReport {
  /** Of one session. */
  readonly medianMicroseconds: number;
  /** Of all. */
  readonly seconds: number;
}

const sessions = Number(process.argv[2]);
const hour = 3_600_000;

/** The outputs that the state has of a session that lives. */
function outputsOf(index: number, inputs: object) {
  return {
    ...inputs,
    authId: "MAEMULATOR",
    sessionUuid: `4189591e-d004-4801-abdf-${String(index).padStart(12, "0")}`,
    virtualNumber: "+14155550142",
    status: "active",
    createdTime: new Date(Date.now() - hour).toISOString(),
    expiryTime: new Date(Date.now() + hour).toISOString(),
  };
}

const declared = Array.from({ length: sessions }, (_, index) => {
  const inputs = { ...declaredSession(index, 30), __provider: providerText };
  return { inputs, outputs: outputsOf(index, inputs) };
});

const times: number[] = [];
for (const { inputs, outputs } of declared) {
  const begin = performance.now();
  const checked = await provider.check(inputs, inputs);
  const { changes } = await provider.diff(outputs.sessionUuid, outputs, checked.inputs);
  times.push(performance.now() - begin);
  if (changes !== false) throw new Error("An unchanged session has a difference.");
}

const report: CheckDiffReport = {
  medianMicroseconds: median(times) * 1000,
  seconds: times.reduce((sum, time) => sum + time, 0) / 1000,
};
process.stdout.write(JSON.stringify(report));
