import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { FaultError } from "./types";

const maxAttempts = 20;
const retryDelayMs = 50;

function isInUse(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "EADDRINUSE";
}

/** The emulator's port, which faults can close for a while. */
export class Listener {
  #server: Server | undefined;
  #address: AddressInfo | undefined;
  #stopped = false;
  #opening: Promise<void> = Promise.resolve();
  #attempt: AbortController | undefined;
  readonly #closers = new Set<object>();

  /** Sets the server after it listens. */
  attach(server: Server): void {
    const address = server.address();
    if (address === null || typeof address === "string") throw new TypeError("the server has no port");
    this.#server = server;
    this.#address = address;
  }

  /** Whether connections are refused now. */
  get isClosed(): boolean {
    return this.#closers.size > 0;
  }

  isClosedBy(closer: object): boolean {
    return this.#closers.has(closer);
  }

  /** Refuses connections until each closer has opened, and closes idle connections. */
  close(closer: object): void {
    if (!this.#server) throw new FaultError("the emulator does not listen yet");
    this.#closers.add(closer);
    this.#cancelAttempt();
    this.#server.close();
    this.#server.closeIdleConnections();
  }

  /**
   * Listens again on the same port unless another closer is left. Rejects if another process took the port.
   */
  open(closer: object): Promise<void> {
    this.#closers.delete(closer);
    const wanted = !this.#stopped && !this.isClosed && this.#server?.listening === false;
    if (!wanted) return Promise.resolve();
    if (!this.#attempt) this.#opening = this.#listen();
    return this.#opening;
  }

  /** Prevents any later opening. */
  stop(): void {
    this.#stopped = true;
    this.#cancelAttempt();
  }

  #cancelAttempt(): void {
    this.#attempt?.abort();
    this.#attempt = undefined;
  }

  /** Listens before it first waits, so that the next client can connect. */
  async #listen(): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    try {
      for (let left = maxAttempts; left > 0 && (await this.#isTaken(attempt.signal)); left -= 1) {
        if (left === 1) throw new FaultError("another process has taken the emulator's port");
        await delay(retryDelayMs, undefined, { signal: attempt.signal });
      }
    } catch (error) {
      if (!attempt.signal.aborted) throw error;
    } finally {
      if (this.#attempt === attempt) this.#attempt = undefined;
    }
  }

  /** Tries to listen. Returns whether another process has the port. */
  async #isTaken(signal: AbortSignal): Promise<boolean> {
    if (!this.#server || !this.#address) return false;
    const { address, port } = this.#address;
    this.#server.listen({ host: address, port });
    try {
      await once(this.#server, "listening", { signal });
      return false;
    } catch (error) {
      if (isInUse(error)) return true;
      throw error;
    }
  }
}
