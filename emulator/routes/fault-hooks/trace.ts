import type { FastifyReply, FastifyRequest } from "fastify";
import type { Emulation } from "../../emulation";
import type { RecordedRequest } from "../../emulation/request-log";
import type { Armed } from "../../faults/armed-fault";
import type { Claim, Plan } from "../../faults/plan";
import type { HeldRequest } from "../../faults/registry";
import type { DelayFault, Operation } from "../../faults/types";
import { concernedSession, recordOf } from "../recorded-request";
import { resetConnection } from "./sockets";

/** One request that came while faults were armed: what is going to befall it, and its entry in the log. */
export class Trace implements HeldRequest {
  #entry: RecordedRequest | undefined;
  #position = 0;
  #dropped = false;
  #resolveFinished: () => void = () => undefined;
  readonly finished = new Promise<void>((resolve) => {
    this.#resolveFinished = resolve;
  });
  /** The fault that has answered in the server's place, and the status that counts as decided. */
  respondedBy: { claim: Claim; status: number } | undefined;
  /** The faults that kept sessions out of this list. */
  hiddenBy: readonly Armed[] = [];

  constructor(
    readonly emulation: Emulation,
    readonly request: FastifyRequest,
    readonly operation: Operation,
    readonly plan: Plan,
  ) {}

  /** Enters the request into the log, or corrects its entry. 0: nothing is decided. */
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

  /** Takes note, with an entry of the log there, that a fault has fired on the request. */
  recordHit({ armed, matching }: Pick<Claim, "armed" | "matching">, sent: number): void {
    if (this.#entry) Object.assign(this.#entry, { fault: armed.id, sent });
    this.emulation.faults.recordHit(armed, { matching, request: this.#position });
  }

  /** Says in the log what the client was sent, where a fault has hit the request. */
  recordSentStatus(status: number): void {
    if (this.#entry?.fault !== undefined) this.#entry.sent = status;
  }

  /** Keeps the response that the client is sent. */
  recordResponse(body: unknown): void {
    if (this.#entry && typeof body === "string") this.emulation.requests.addResponse(this.#entry, body);
  }

  /** Holds the request or its answer, with this status decided so far. */
  async hold(claim: Claim<DelayFault>, status: number): Promise<void> {
    if (!claim.armed.isArmed) return;
    this.status(status);
    const held = this.emulation.faults.hold(claim.armed, claim.fault, this);
    this.recordHit(claim, 0);
    await held;
  }

  /** The request has been answered, or its connection has come to its end. */
  finish(): void {
    this.emulation.faults.finish(this);
    this.#resolveFinished();
  }

  /** Whether it was given up while it was held. */
  get isDropped(): boolean {
    return this.#dropped;
  }

  drop(): void {
    this.#dropped = true;
    resetConnection(this.request.raw.socket);
    this.finish();
  }

  /** Right before the answer: closes the listener where that is due. A closed one ends the connection with the answer. */
  closeListener(reply: FastifyReply): void {
    const { faults } = this.emulation;
    for (const { armed, fault, matching } of this.plan.refusals) {
      if (armed.isArmed) faults.refuse(armed, fault, { matching, request: this.#position });
    }
    if (faults.listener.isClosed) reply.header("connection", "close");
  }
}
