import { inspect } from "node:util";
import { ProviderError } from "../../../provider/common/errors.ts";
import { errorEntryAddress } from "../../../provider/common/project-address.ts";

class Refused extends ProviderError {
  readonly code = "PLIVO_AUTHENTICATION";
}

const entry = `PLIVO_AUTHENTICATION: ${errorEntryAddress("PLIVO_AUTHENTICATION")}`;

describe("an error of the package", () => {
  it("shows its message, its code and the address of its entry if Node prints it", () => {
    const error = new Refused("No.");
    expect(error.stack).toBe(`Refused: No.\n    ${entry}`);
    expect(inspect(error)).toContain(`Refused: No.\n    ${entry}`);
  });

  it("has only its message as message, and no stack frames", () => {
    const error = new Refused("No.", { cause: new TypeError("why") });
    expect(error.message).toBe("No.");
    expect(String(error)).toBe("Refused: No.");
    expect(error.stack).not.toMatch(/^\s+at /m);
    expect(error.cause).toBeInstanceOf(TypeError);
  });
});
