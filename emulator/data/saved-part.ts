import type { Part } from "../common/change-notifier";

/** A part of an emulator that outlives its process in the data file. */
export interface SavedPart {
  /** Its name in the file, and in what is told of its changes. */
  readonly name: Part;
  /** All of it, as JSON can hold it. */
  save(): unknown;
  /** Takes in what `save` has given, in an emulator that has just started. Throws DamagedPartError. */
  load(saved: unknown): void;
}
