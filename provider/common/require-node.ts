import { nodeVersionError } from "./node-version";

// Each entry point imports this file first: on an older Node, what comes after it fails in ways that name no cause.
const error = nodeVersionError(process.versions.node, process.execPath);
if (error !== undefined) throw error;
