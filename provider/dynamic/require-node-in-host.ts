import { secondLineError } from "./host-errors";
import { nodeVersionError } from "../common/node-version";

// As require-node.ts, for the process of Pulumi's host, which prints an error in its own way.
const error = nodeVersionError(process.versions.node, process.execPath);
if (error !== undefined) throw secondLineError(error);
