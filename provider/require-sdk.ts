import { createRequire } from "node:module";
import { SdkMissingError } from "./sdk-missing";

// The index imports this file before any that imports the SDK: Node's own error would name a file of this package, and no cure.
try {
  createRequire(__filename).resolve("@pulumi/pulumi");
} catch {
  throw new SdkMissingError();
}
