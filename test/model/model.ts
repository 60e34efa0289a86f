import type { Program } from "../support/stand-in/resource.ts";
import type { Declaration } from "./declarations.ts";

/** What the user knows: the program, and what an interruption requires. */
export class Model {
  /** The sessions of the program by name, in its order. */
  declared = new Map<string, Declaration>();
  /**
   * Whether the next command must be `PLIVO_IF_EXISTS=adopt pulumi up`, because an operation was killed or
   * reported that a session may exist.
   */
  mustAdopt = false;
  /** The `--replace` names of the killed operation, which the next command repeats. */
  replacing: readonly string[] = [];
  #names = 0;

  constructor(declarations: readonly Declaration[]) {
    for (const declaration of declarations) this.declare(this.newName(), declaration, false);
  }

  get program(): Program {
    return [...this.declared].map(([name, declaration]) => ({ name, ...declaration }));
  }

  newName(): string {
    this.#names += 1;
    return `session${this.#names}`;
  }

  /** The name at this index, modulo the number of names. */
  nameAt(index: number): string {
    const name = [...this.declared.keys()][index % this.declared.size];
    if (name === undefined) throw new Error("Nothing is declared.");
    return name;
  }

  /** Declares that no session expires soon or is renewed. */
  extendExpiry(): void {
    for (const [name, { args, ...rest }] of this.declared) {
      const { renewBefore: _renewBefore, ...kept } = args;
      this.declared.set(name, { ...rest, args: { ...kept, sessionExpiry: 86_400 } });
    }
  }

  rename(from: string, to: string): void {
    this.declared = new Map(
      [...this.declared].map(([name, declaration]) => [name === from ? to : name, declaration]),
    );
  }

  declare(name: string, declaration: Declaration, first: boolean): void {
    const entry = [name, declaration] as const;
    this.declared = new Map(first ? [entry, ...this.declared] : [...this.declared, entry]);
  }
}
