import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { repositoryRoot } from "../tools/repository.ts";

export class EmulatorProcess {
  readonly environment: Readonly<Record<string, string>>;
  readonly #child: ChildProcess;
  readonly #kill: () => void;

  private constructor(child: ChildProcess, environment: Record<string, string>) {
    this.#child = child;
    this.environment = environment;
    this.#kill = () => child.kill();
    // Otherwise it would outlive an interrupted run.
    process.once("exit", this.#kill);
  }

  /** @param limit whether it rejects more than 300 requests in 5 seconds. */
  static async start(latencyMs: number, limit: boolean): Promise<EmulatorProcess> {
    const command = path.join(repositoryRoot(), "emulator", "bin", "plivo-masking-emulator.js");
    // Plivo's SDK has a fixed host.
    const parameters = ["--port=0", `--latency=${latencyMs}`, "--quiet", "--allow-host=api.plivo.com"];
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

  /** The number of requests to the API, including rejected ones. */
  async requestCount(): Promise<number> {
    return ((await this.#control("requests/count")) as { count: number }).count;
  }

  /** The parties of each live session, joined by a blank. */
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
