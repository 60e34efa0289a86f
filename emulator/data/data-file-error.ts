/** The data file cannot be used. It was not changed. */
export class DataFileError extends Error {
  override readonly name = "DataFileError";
  readonly code = "EMULATOR_DATA";

  /** @param problem what is wrong, without any of the file's contents; @param cure what to do. */
  constructor(file: string, problem: string, cure: string) {
    super(`the data file ${file} cannot be used: ${problem}. It was not changed. ${cure}`);
  }
}
