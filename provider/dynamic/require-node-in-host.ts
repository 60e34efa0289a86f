import { secondLineError } from "./host-errors";
import { nodeVersionError } from "../common/node-version";

// As require-node.ts, for the error format of Pulumi's host.
const error = nodeVersionError(process.versions.node, process.execPath);
if (error !== undefined) throw secondLineError(error);
