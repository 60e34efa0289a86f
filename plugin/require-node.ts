import { codeAndAddress } from "../provider/common/errors";
import { nodeVersionError } from "../provider/common/node-version";

// Imported first: on an older Node, what comes after it fails in ways that name no cause. The engine shows what
// is written here, and Node would print a line of the bundle beside a thrown error.
const error = nodeVersionError(process.versions.node, process.execPath);
if (error !== undefined) {
  process.stderr.write(`${error.message}\n${codeAndAddress(error.code)}\n`);
  process.exit(1);
}
