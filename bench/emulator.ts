import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { repositoryRoot } from "../tools/repository.ts";

export interface EmulatorSettings {
  /** Milliseconds added to each response. */
  readonly latencyMs: number;
  /** Whether it refuses more than 300 requests in 5 seconds. */
  readonly limit: boolean;
}

/** The emulator's command in a process of its own. */
export class EmulatorProcess {
  /** The variables that lead to it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #child: ChildProcess;
  readonly #kill: () => void;

  private constructor(child: ChildProcess, environment: Record<string, string>) {
    this.#child = child;
    this.environment = environment;
    this.#kill = () => child.kill();
    // It would outlive a run that is interrupted.
    process.once("exit", this.#kill);
  }

  static async start({ latencyMs, limit }: EmulatorSettings): Promise<EmulatorProcess> {
    const command = path.join(repositoryRoot(), "emulator", "bin", "plivo-masking-emulator.js");
    // The vendor's SDK has its host written in.
    const parameters = [
      "--port",
      "0",
      "--latency",
      String(latencyMs),
      "--quiet",
      "--allow-host",
      "api.plivo.com",
    ];
    if (limit) parameters.push("--rate-limit");
    const child = spawn(process.execPath, [command, ...parameters], { stdio: ["ignore", "pipe", "inherit"] });
    const environment: Record<string, string> = {};
    for await (const line of createInterface({ input: child.stdout })) {
      const [, name, value] = /^export (PLIVO_\w+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) environment[name] = value;
      if (Object.keys(environment).length === 3) return new EmulatorProcess(child, environment);
    }
    throw new Error("The emulator did not start.");
  }

  /** How many requests the API has received, refused ones included. */
  async requestCount(): Promise<number> {
    return ((await this.#control("requests/count")) as { count: number }).count;
  }

  /** The two parties of each live session, as one text. */
  async liveParties(): Promise<string[]> {
    const { sessions } = (await this.#control("sessions/live")) as {
      sessions: readonly { first_party: string; second_party: string }[];
    };
    return sessions.map(({ first_party, second_party }) => `${first_party} ${second_party}`);
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#kill();
    process.off("exit", this.#kill);
    await exited;
  }

  async #control(what: string): Promise<unknown> {
    const response = await fetch(`${this.environment["PLIVO_ENDPOINT"] ?? ""}/_emulator/${what}`);
    if (!response.ok) throw new Error(`The emulator's control ${what} responds with ${response.status}.`);
    return response.json();
  }
}
