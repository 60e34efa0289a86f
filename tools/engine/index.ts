export type { EnvironmentChanges } from "./environment.ts";
export type { EngineStack } from "./stack.ts";
export { openStack } from "./stack.ts";
export type * from "./types.ts";
