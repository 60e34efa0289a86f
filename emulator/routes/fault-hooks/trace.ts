import type { FastifyReply, FastifyRequest } from "fastify";
import type { Emulation } from "../../emulation";
import type { RecordedRequest } from "../../emulation/request-log";
import type { Armed } from "../../faults/armed-fault";
import type { Claim, Plan } from "../../faults/plan";
import type { HeldRequest } from "../../faults/registry";
import type { DelayFault, Operation } from "../../faults/types";
import { concernedSession, recordOf } from "../recorded-request";
import { resetConnection } from "./sockets";

/** A request that arrived while faults were armed: the faults that will hit it, and its log entry. */
export class Trace implements HeldRequest {
  #entry: RecordedRequest | undefined;
  #position = 0;
  #dropped = false;
  #resolveFinished: () => void = () => undefined;
  readonly finished = new Promise<void>((resolve) => {
    this.#resolveFinished = resolve;
  });
  /** The fault that responded instead of the server, and the status to log. */
  respondedBy: { claim: Claim; status: number } | undefined;
  /** The faults that hid sessions from this list. */
  hiddenBy: readonly Armed[] = [];

  constructor(
    readonly emulation: Emulation,
    readonly request: FastifyRequest,
    readonly operation: Operation,
    readonly plan: Plan,
  ) {}

  /** Logs the request, or corrects its entry. 0: not decided. */
  status(status: number): RecordedRequest {
    const { requests, clock } = this.emulation;
    if (this.#entry) {
      Object.assign(this.#entry, { status, ...concernedSession(this.request) });
      return this.#entry;
    }
    this.#entry = recordOf(this.request, status, clock);
    requests.add(this.#entry);
    this.#position = requests.count();
    return this.#entry;
  }

  /** Records that a fault fired on the request. Log the request first. */
  recordHit({ armed, matching }: Pick<Claim, "armed" | "matching">, sent: number): void {
    if (this.#entry) Object.assign(this.#entry, { fault: armed.id, sent });
    this.emulation.faults.recordHit(armed, { matching, request: this.#position });
  }

  /** Logs the status that the client received, if a fault hit the request. */
  recordSentStatus(status: number): void {
    if (this.#entry?.fault !== undefined) this.#entry.sent = status;
  }

  recordResponse(body: unknown): void {
    if (this.#entry && typeof body === "string") this.emulation.requests.addResponse(this.#entry, body);
  }

  /** Holds the request or its response. `status`: the status so far. */
  async hold(claim: Claim<DelayFault>, status: number): Promise<void> {
    if (!claim.armed.isArmed) return;
    this.status(status);
    const held = this.emulation.faults.hold(claim.armed, claim.fault, this);
    this.recordHit(claim, 0);
    await held;
  }

  /** Ends the hold: the request was answered, or its connection has closed. */
  finish(): void {
    this.emulation.faults.finish(this);
    this.#resolveFinished();
  }

  /** Whether the request was dropped while it was held. */
  get isDropped(): boolean {
    return this.#dropped;
  }

  drop(): void {
    this.#dropped = true;
    resetConnection(this.request.raw.socket);
    this.finish();
  }

  /**
   * Closes the listener before the response if a fault is due. While it is closed, responses end their
   * connections.
   */
  closeListener(reply: FastifyReply): void {
    const { faults } = this.emulation;
    for (const { armed, fault, matching } of this.plan.refusals) {
      if (armed.isArmed) faults.refuse(armed, fault, { matching, request: this.#position });
    }
    if (faults.listener.isClosed) reply.header("connection", "close");
  }
}
