import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * A folder for a test's data file, created before each test and deleted after it, when `stop` has stopped its
 * users.
 */
export class DataFolder {
  #path = "";

  constructor(stop: () => unknown) {
    beforeEach(async () => {
      this.#path = await mkdtemp(path.join(tmpdir(), "masking-data-"));
    });
    afterEach(async () => {
      await stop();
      await rm(this.#path, { recursive: true });
    });
  }

  get path(): string {
    return this.#path;
  }

  /** The data file's path. */
  get file(): string {
    return path.join(this.#path, "state.json");
  }
}
