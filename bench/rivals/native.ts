import { MaskingSession } from "pulumi-plivo-masking/native";
import type { DeclaredSession } from "./session.ts";

/** The native plugin. */
export function declare(name: string, args: DeclaredSession): void {
  new MaskingSession(name, args);
}
