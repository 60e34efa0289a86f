import type { SessionDetails } from "../reading";
import type { Column, Printer } from "./printer";

const text = (value: string | number | null) => (value === null ? "-" : String(value));

const statusStyles = new Map([
  ["active", "green"],
  ["in-progress", "cyan"],
  ["expired", "gray"],
] as const);

export function statusStyle({ status }: Pick<SessionDetails, "status">) {
  return statusStyles.get(status as "active");
}

const columns: readonly Column<SessionDetails>[] = [
  { title: "SESSION", text: ({ sessionUuid }) => sessionUuid },
  { title: "STATUS", text: ({ status }) => text(status), style: statusStyle },
  { title: "FIRST PARTY", text: ({ firstParty }) => text(firstParty) },
  { title: "SECOND PARTY", text: ({ secondParty }) => text(secondParty) },
  { title: "VIRTUAL NUMBER", text: ({ virtualNumber }) => text(virtualNumber) },
  { title: "CREATED", text: ({ createdTime }) => text(createdTime) },
  { title: "EXPIRES", text: ({ expiryTime }) => text(expiryTime) },
  { title: "CALLS", text: ({ totalCallCount }) => text(totalCallCount) },
];

/** Shows sessions, one a line. */
export function printSessions(print: Printer, sessions: readonly SessionDetails[]): void {
  print.table(sessions, columns);
}

/** `1 session`, `2 sessions`. */
export function counted(count: number, noun = "session"): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
