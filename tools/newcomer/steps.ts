/** One command of the newcomer's path. */
export interface Step {
  /** As it is typed, "npm ci". */
  readonly command: string;
  /** What must stand in what it prints. */
  readonly shows?: RegExp;
}

/** The README has no command that plays the demo. */
export class NoDemoError extends Error {
  readonly code = "NEWCOMER_NO_DEMO";
  constructor() {
    super('README.md must show "npm run demo" as a command, with "$ " before it.');
    this.name = "NoDemoError";
  }
}

/** The demo's last words, once every session is destroyed. */
const destroyed = /^The demo is complete after \d+ s\. Live sessions: 0$/m;

/**
 * The commands by which the README leads somebody who has cloned the repository to a destroyed session, in their order.
 *
 * @throws NoDemoError
 */
export function stepsOf(readme: string): Step[] {
  const line = /^\$ (.*\bnpm run demo\b.*)$/m.exec(readme)?.[1]?.replace(/\s+#.*$/, "");
  if (line === undefined) throw new NoDemoError();
  return line
    .split("&&")
    .map((command) => command.trim())
    .map((command) => (command === "npm run demo" ? { command, shows: destroyed } : { command }));
}
