export type { CommandOutcome } from "./command.ts";
export type { EnvironmentChanges } from "./environment.ts";
export type { OperationProcesses, Target } from "./processes.ts";
export type { EngineStack } from "./stack.ts";
export { openStack } from "./stack.ts";
export type * from "./types.ts";
