import type { OperationSettings } from "./settings.ts";

/** One operation in a stack's life. */
export interface Step {
  /** As tables and plots name it. */
  readonly title: string;
  readonly operation: OperationSettings["operation"];
  readonly changed: boolean;
  /** What the CLI's summary then says of so many sessions. */
  readonly says: (size: number) => string;
}

// The stack is counted as one.
export const steps = {
  preview: {
    title: "preview",
    operation: "preview",
    changed: false,
    says: (size) => `+ ${size + 1} to create`,
  },
  up: { title: "up", operation: "up", changed: false, says: (size) => `+ ${size + 1} created` },
  unchanged: {
    title: "up without changes",
    operation: "up",
    changed: false,
    says: (size) => `${size + 1} unchanged`,
  },
  change: { title: "up with one change", operation: "up", changed: true, says: () => "~ 1 updated" },
  refresh: {
    title: "refresh",
    operation: "refresh",
    changed: true,
    says: (size) => `${size + 1} unchanged`,
  },
  destroy: {
    title: "destroy",
    operation: "destroy",
    changed: true,
    says: (size) => `- ${size + 1} deleted`,
  },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof steps;

/** In the order of a life. */
export const allSteps = Object.keys(steps) as StepName[];
