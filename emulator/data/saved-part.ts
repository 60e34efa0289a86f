import type { Part } from "../common/change-notifier";

/** A part of an emulator that the data file persists. */
export interface SavedPart {
  /** Its name in the file and in change notifications. */
  readonly name: Part;
  /** All of it as JSON data. */
  save(): unknown;
  /**
   * Loads what `save` returned into an emulator that has just started.
   * @throws DamagedPartError
   */
  load(saved: unknown): void;
}
