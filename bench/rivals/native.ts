import { MaskingSession } from "pulumi-plivo-masking/native";
import type { DeclaredSession } from "./session.ts";

export function declare(name: string, args: DeclaredSession): void {
  new MaskingSession(name, args);
}
