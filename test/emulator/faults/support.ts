import type { Agent } from "node:http";
import type { Emulator, Operation, RecordedRequest } from "../../../emulator/index.ts";
import { exchange, type Outcome } from "../exchange.ts";
import { parties } from "../support.ts";

export const everyOperation: readonly Operation[] = ["create", "get", "list", "update", "expire"];

/** Sends the request of an operation. get, update and expire use the session. */
export function perform(emulator: Emulator, operation: Operation, sessionUuid: string): Promise<Outcome> {
  switch (operation) {
    case "create":
      return performCreate(emulator);
    case "list":
      return exchange(emulator, "GET");
    case "get":
      return exchange(emulator, "GET", `/${sessionUuid}`);
    case "update":
      return exchange(emulator, "POST", `/${sessionUuid}`, { record: true });
    case "expire":
      return exchange(emulator, "DELETE", `/${sessionUuid}`);
  }
}

/** Whether an operation has changed something. Undefined for operations that never do. */
export function hasActed(emulator: Emulator, operation: Operation, sessionUuid: string): boolean | undefined {
  const session = emulator.sessions.get(sessionUuid);
  if (operation === "create") return emulator.sessions.all().length > 1;
  if (operation === "update") return session?.record;
  return operation === "expire" ? session?.status === "expired" : undefined;
}

/** The log's latest entry. */
export function lastRequest(emulator: Emulator): RecordedRequest | undefined {
  return emulator.requests.all().at(-1);
}

export function successOf(operation: Operation): number {
  return operation === "create" ? 201 : 200;
}

/** `agent`: the connection. Default: a new one. */
export function performCreate(emulator: Emulator, agent?: Agent): Promise<Outcome> {
  return exchange(emulator, "POST", "", parties, agent);
}
