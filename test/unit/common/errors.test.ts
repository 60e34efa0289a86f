import { inspect } from "node:util";
import { ProviderError } from "../../../provider/common/errors";
import { errorEntryAddress } from "../../../provider/common/project-address";

class Refused extends ProviderError {
  readonly code = "PLIVO_AUTHENTICATION";
}

const entry = `PLIVO_AUTHENTICATION: ${errorEntryAddress("PLIVO_AUTHENTICATION")}`;

describe("an error of the package", () => {
  it("has its message, its code and the address of its entry in what Node prints of it", () => {
    const error = new Refused("No.");
    expect(error.stack).toBe(`Refused: No.\n    ${entry}`);
    expect(inspect(error)).toContain(`Refused: No.\n    ${entry}`);
  });

  it("has its message alone as message, and no frames", () => {
    const error = new Refused("No.", { cause: new TypeError("why") });
    expect(error.message).toBe("No.");
    expect(String(error)).toBe("Refused: No.");
    expect(error.stack).not.toMatch(/^\s+at /m);
    expect(error.cause).toBeInstanceOf(TypeError);
  });
});
