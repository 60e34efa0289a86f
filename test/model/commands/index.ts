import fc from "fast-check";
import type { Model } from "../model.ts";
import type { World } from "../world.ts";
import { change } from "./change.ts";
import { letTimePass } from "./clock.ts";
import type { Command } from "./command.ts";
import { declare } from "./declare.ts";
import { drift } from "./drift.ts";
import { destroys, previews, refreshes, ups } from "./operations.ts";
import { remove } from "./remove.ts";
import { rename } from "./rename.ts";
import { stranger } from "./stranger.ts";
import { taint } from "./taint.ts";

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
