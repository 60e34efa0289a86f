import fc from "fast-check";
import { alter, alterations, declarations, maxDeclared } from "../declarations.ts";
import type { Model } from "../model.ts";
import { command, isFree } from "./command.ts";

/* What the user does to the program, and to the state by hand. */

const canEdit = (model: Readonly<Model>) => isFree(model) && model.declared.size > 0;

/** Adds a session, after the others or before them. */
export const declare = fc.tuple(declarations, fc.boolean()).map(([declaration, first]) =>
  command(
    "declare",
    { declaration, first },
    (model) => {
      model.declare(model.newName(), declaration, first);
    },
    ({ declared }) => declared.size < maxDeclared,
  ),
);

/** Changes the arguments of a session. */
export const change = fc.tuple(fc.nat(5), alterations).map(([index, alteration]) =>
  command(
    "change",
    { index, alteration },
    (model) => {
      const name = model.nameAt(index);
      const before = model.declared.get(name);
      if (before !== undefined) model.declared.set(name, alter(before, alteration));
    },
    canEdit,
  ),
);

export const remove = fc
  .nat(5)
  .map((index) =>
    command("remove", { index }, (model) => void model.declared.delete(model.nameAt(index)), canEdit),
  );

/** Renames a session, without an alias. */
export const rename = fc.nat(5).map((index) =>
  command(
    "rename",
    { index },
    (model) => {
      model.rename(model.nameAt(index), model.newName());
    },
    canEdit,
  ),
);

/** `pulumi state taint`: the next update replaces the resource. */
export const taint = fc.nat(5).map((index) =>
  command(
    "taint",
    { index },
    (model, { engine }) => {
      engine.taint(model.nameAt(index));
    },
    canEdit,
  ),
);
