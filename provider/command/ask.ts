import { createInterface } from "node:readline";
import { visible } from "../common/visible";
import { Interrupted, type Io } from "./io";

/**
 * Asks a yes-or-no question on the terminal. Everything but yes is no, including the end of the input.
 *
 * @throws Interrupted
 */
export function ask({ stdin, stderr, interruption }: Io, question: string): Promise<boolean> {
  const { signal } = interruption;
  const lines = createInterface({ input: stdin, output: stderr, terminal: stdin.isTTY === true });
  // In raw mode the terminal sends Ctrl-C as a key.
  lines.on("SIGINT", () => {
    interruption.abort();
  });
  const answered = new Promise<boolean>((resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(new Interrupted());
    });
    lines.on("close", () => {
      resolve(false);
    });
    lines.question(`${visible(question)} [y/N] `, (answer) => {
      resolve(/^y(?:es)?$/i.test(answer.trim()));
    });
  });
  return answered.finally(() => {
    lines.close();
  });
}
