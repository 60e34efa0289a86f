/** A value that a preview does not know. Each host puts it in place of its engine's marker. */
export const unknownInput = Symbol("unknown");
