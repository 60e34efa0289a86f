import { nodeVersionError } from "./node-version";

// Each entry point imports this file first: on an older Node, later imports fail with errors that name no
// cause.
const error = nodeVersionError(process.versions.node, process.execPath);
if (error !== undefined) throw error;
