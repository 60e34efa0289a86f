import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { BenchError } from "../errors.ts";

export interface EmulatorSettings {
  /** Milliseconds added to each answer. */
  readonly latency: number;
  /** Whether it refuses more than 300 requests in 5 seconds. */
  readonly limit: boolean;
}

/** A session as the emulator's controls tell it, as far as it is looked at here. */
export interface StoredSession {
  readonly session_uuid: string;
  readonly first_party: string;
  readonly second_party: string;
}

/** The emulator's command in a process of its own, asked by its controls. */
export class EmulatorProcess {
  /** The variables that lead to it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #child: ChildProcess;
  readonly #end: () => void;

  private constructor(child: ChildProcess, environment: Record<string, string>) {
    this.#child = child;
    this.environment = environment;
    this.#end = () => child.kill();
    // It would outlive a run that is broken off.
    process.once("exit", this.#end);
  }

  static async start({ latency, limit }: EmulatorSettings): Promise<EmulatorProcess> {
    const command = path.join(repositoryRoot(), "emulator", "bin", "plivo-masking-emulator.js");
    const parameters = [command, "--port", "0", "--latency", String(latency), "--quiet"];
    // The vendor's SDK has its host written in.
    parameters.push("--allow-host", "api.plivo.com");
    const child = spawn(process.execPath, limit ? [...parameters, "--rate-limit"] : parameters, {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const environment: Record<string, string> = {};
    for await (const line of createInterface({ input: child.stdout })) {
      const [, name, value] = /^export (PLIVO_\w+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) environment[name] = value;
      if (Object.keys(environment).length === 3) return new EmulatorProcess(child, environment);
    }
    throw new BenchError("The emulator did not start.");
  }

  /** Requests that the API has got so far, refused ones too. */
  async requestCount(): Promise<number> {
    const { count } = (await this.#control("requests/count")) as { count: number };
    return count;
  }

  async liveSessions(): Promise<readonly StoredSession[]> {
    const { sessions } = (await this.#control("sessions/live")) as { sessions: readonly StoredSession[] };
    return sessions;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#end();
    process.off("exit", this.#end);
    await exited;
  }

  async #control(what: string): Promise<unknown> {
    const answer = await fetch(`${this.environment["PLIVO_ENDPOINT"] ?? ""}/_emulator/${what}`);
    if (!answer.ok) throw new BenchError(`The emulator's control ${what} answered ${answer.status}.`);
    return answer.json();
  }
}
