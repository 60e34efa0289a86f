import type { IfExists } from "../session/fields";
import type { Context } from "./call";
import type { BulkCreates } from "./directory/creates";

export interface CreateContext extends Context {
  /** What to do if a live session already is what the program declares. */
  readonly ifExists: IfExists;
  /** The sessions that creates of this process may adopt. */
  readonly bulk: BulkCreates;
}
