import type { IfExists } from "../session/fields";
import type { Context } from "./call";

export interface CreateContext extends Context {
  /** What to do if a live session already is what the program declares. */
  readonly ifExists: IfExists;
}
