import { readFileSync } from "node:fs";
import { isJsonObject } from "../common/json";
import { readSwitches } from "../domain/read-switches";

/** The profile cannot be used. */
export class ProfileError extends Error {
  override readonly name = "ProfileError";
  readonly code = "EMULATOR_PROFILE";

  constructor(file: string, problem: string) {
    super(`the profile ${file} cannot be used: ${problem}`);
  }
}

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    throw new ProfileError(file, code ?? "it is not JSON");
  }
}

/**
 * The switch positions of an account's profile, a JSON object.
 * @throws ProfileError
 */
export function readProfile(file: string): Record<string, string> {
  const profile = parseFile(file);
  if (!isJsonObject(profile))
    throw new ProfileError(file, "it is not a JSON object of switches and positions");
  try {
    readSwitches(profile);
  } catch (error) {
    throw new ProfileError(file, error instanceof Error ? error.message : "");
  }
  return profile as Record<string, string>;
}
