import fc from "fast-check";
import type { Model } from "../model.ts";
import type { World } from "../world.ts";
import type { Command } from "./command.ts";
import { drift, letTimePass, stranger } from "./elsewhere.ts";
import { destroys, previews, refreshes, ups } from "./operations.ts";
import { change, declare, remove, rename, taint } from "./program.ts";

/** The weight of a command is its number of entries. */
const kinds: fc.Arbitrary<Command>[] = [
  ...[declare, declare, declare, change, change, remove, rename, taint],
  ...[letTimePass, drift, stranger, previews, refreshes, destroys],
  ...[ups, ups, ups, ups, ups, ups],
];

/** A random sequence of commands. */
export function courses(options: fc.CommandsContraints) {
  return fc.commands<Model, World, false>(kinds, options);
}
