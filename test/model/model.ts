import type { Program } from "../support/stand-in/resource.ts";
import type { Declaration } from "./declarations.ts";

/** What the user knows and has decided: which sessions are to be alive, and what an interruption asks for. */
export class Model {
  /** What the program declares, by name, in its order. */
  declared = new Map<string, Declaration>();
  /**
   * An operation was killed, or has said that a session may exist: the way out, `PLIVO_IF_EXISTS=adopt pulumi up`, is to be taken
   * before anything else is done about the sessions.
   */
  mustAdopt = false;
  /** The names that the killed operation was to replace: the way out is that command once more. */
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

  /** The name at this place among the declared ones, counted round. */
  nameAt(index: number): string {
    const name = [...this.declared.keys()][index % this.declared.size];
    if (name === undefined) throw new Error("Nothing is declared.");
    return name;
  }

  /** Declares that no session ends of itself soon, or is to be extended by and by. */
  extendExpiry(): void {
    for (const [name, { args, ...rest }] of this.declared) {
      const { renewBefore: _renewBefore, ...kept } = args;
      this.declared.set(name, { ...rest, args: { ...kept, sessionExpiry: 86_400 } });
    }
  }

  /** Puts one in place of another, in the same place of the program. */
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
