import { readFileSync } from "node:fs";
import path from "node:path";
import { gte, minVersion } from "semver";
import { nodeVersionError } from "../../../provider/common/node-version.ts";
import { repositoryRoot } from "../../../tools/repository.ts";

const root = repositoryRoot();
const enginesOf = (file: string) =>
  (JSON.parse(readFileSync(path.join(root, file), "utf8")) as { engines: { node: string } }).engines.node;

describe("the check of Node's version", () => {
  it.each(["22.19.0", "22.20.1", "23.0.0", "24.21.0", "100.0.0"])("accepts Node %s", (version) => {
    expect(nodeVersionError(version, "node")).toBeUndefined();
  });

  it.each(["22.18.9", "22.1.0", "20.20.2", "18.0.0", "9.22.19"])("rejects Node %s", (version) => {
    expect(nodeVersionError(version, "/usr/bin/node")).toMatchObject({ code: "PLIVO_NODE_TOO_OLD" });
  });

  it("has the minimum of package.json, which is not below undici's", () => {
    const [own, undici] = ["package.json", "node_modules/undici/package.json"].map(
      (file) => minVersion(enginesOf(file))?.version ?? "",
    );
    expect(nodeVersionError(own ?? "", "node")).toBeUndefined();
    const [major = "", minor = ""] = (own ?? "").split(".");
    expect(nodeVersionError(`${major}.${String(Number(minor) - 1)}.99`, "node")).toBeDefined();
    expect(gte(own ?? "", undici ?? "")).toBe(true);
  });
});
