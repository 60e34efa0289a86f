import { inspect } from "node:util";
import { ProviderError } from "../../provider/common/errors.ts";
import { isShown, type Personal } from "./personal.ts";
import { HangError, type Watchdog } from "./watchdog.ts";

/** A call of the tested code did what it must never do. */
export class FaultFound extends Error {
  constructor(
    readonly fault: "crash" | "hang" | "leak" | "wrong result",
    detail: string,
  ) {
    super(`${fault}: ${detail}`);
  }
}

/** What a call came to. */
export type Outcome<T> = { readonly value: T } | { readonly error: ProviderError };

/**
 * Runs a call under the watchdog.
 *
 * @throws FaultFound if it does not end in time, or fails with a foreign error.
 */
export async function outcomeOf<T>(watchdog: Watchdog, call: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await watchdog.watch(call) };
  } catch (error) {
    if (error instanceof HangError) throw new FaultFound("hang", error.message);
    if (!(error instanceof ProviderError)) throw new FaultFound("crash", inspect(error).slice(0, 2_000));
    const { code } = error as { code: unknown };
    if (typeof code !== "string" || code === "") throw new FaultFound("crash", "an error without a code");
    if ("id" in error)
      throw new FaultFound("crash", "an error with an id, which Pulumi takes for a created resource");
    return { error };
  }
}

/** Everything printable in an error. */
export function everythingOf(error: Error): string {
  const all = inspect(error, { depth: Infinity, showHidden: true, getters: true, maxStringLength: Infinity });
  const escaped = [JSON.stringify(error), all].map((text) => text.replace(/\\[nrt]/g, " "));
  return [error.message, String(error.stack), String(error), ...escaped].join("\n");
}

/** What an error shows to a user, without the lines of our own in its stack. */
export function shownOf(error: Error): string[] {
  const { vendorText = "", apiId = "" } = error as { vendorText?: string; apiId?: string };
  return [error.message, String(error), vendorText, apiId, ...String(error.stack).split("\n")];
}

/** @throws FaultFound if a text shows one of the values. */
export function assertNoLeak(texts: readonly string[], values: readonly Personal[]): void {
  for (const text of texts) {
    const shown = values.find((value) => isShown(text, value));
    if (shown !== undefined) {
      throw new FaultFound("leak", `the ${shown.kind} ${shown.value} stands in: ${text.slice(0, 2_000)}`);
    }
  }
}

/** @throws FaultFound if a shown text has a control or format character. */
export function assertVisible(texts: readonly string[]): void {
  for (const text of texts) {
    const [character] = /[\p{Cc}\p{Cf}\u2028\u2029]/u.exec(text) ?? [];
    if (character !== undefined) {
      throw new FaultFound(
        "leak",
        `the character ${JSON.stringify(character)} stands in: ${JSON.stringify(text.slice(0, 2_000))}`,
      );
    }
  }
}

/** @throws FaultFound unless a result is of the declared type. */
export function assertResult(isDeclared: boolean, result: unknown): void {
  if (!isDeclared) throw new FaultFound("wrong result", inspect(result, { depth: 6 }).slice(0, 2_000));
}
