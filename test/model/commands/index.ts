import fc from "fast-check";
import type { Model } from "../model";
import type { World } from "../world";
import { change } from "./change";
import { letTimePass } from "./clock";
import type { Command } from "./command";
import { declare } from "./declare";
import { drift } from "./drift";
import { destroys, previews, refreshes, ups } from "./operations";
import { remove } from "./remove";
import { rename } from "./rename";
import { stranger } from "./stranger";
import { taint } from "./taint";

/** One of each kind as often as it stands here. */
const kinds: fc.Arbitrary<Command>[] = [
  ...[declare, declare, declare, change, change, remove, rename, taint],
  ...[letTimePass, drift, stranger, previews, refreshes, destroys],
  ...[ups, ups, ups, ups, ups, ups],
];

/** A random course of events. */
export function courses(options: fc.CommandsContraints) {
  return fc.commands<Model, World, false>(kinds, options);
}
