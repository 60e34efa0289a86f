import "./require-node-in-host";
import { machineClock } from "../common/clock";
import { exitWithEngine } from "../common/exit-with-engine";
import { withHostErrors } from "./host-errors";
import { maskingProvider, type MaskingProvider } from "./provider";
import { withStoredConfigurationAdvice } from "./stored-configuration";

export { maskingProvider, type Host, type MaskingProvider } from "./provider";

const environment = process.env;
const log = (line: string) => {
  console.log(line);
};
const provider = withHostErrors(
  withStoredConfigurationAdvice(maskingProvider({ environment, log, clock: machineClock }), environment),
);

/*
 * Frozen: every state has the text `exports.handler=()=>require("pulumi-plivo-masking/provider")`, and the
 * host calls these functions on the result.
 */
export const { check, diff, create, read, update } = provider;
const { delete: remove } = provider;
export { remove as delete };

/** Called only in the provider's own process. */
export const configure: MaskingProvider["configure"] = (request) => {
  exitWithEngine();
  return provider.configure(request);
};
