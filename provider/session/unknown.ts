/**
 * Stands for a value that a preview knows only after an update. A host puts it in place of what its engine
 * sends.
 */
export const unknownInput = Symbol("unknown");
