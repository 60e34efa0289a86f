import { codeAndAddress } from "../provider/common/errors";
import { nodeVersionError } from "../provider/common/node-version";

// Imported first: on an older Node, later imports fail with unclear errors. Written to stderr and not thrown,
// because Node would also print a line of the bundle.
const error = nodeVersionError(process.versions.node, process.execPath);
if (error !== undefined) {
  process.stderr.write(`${error.message}\n${codeAndAddress(error.code)}\n`);
  process.exit(1);
}
