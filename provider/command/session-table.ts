import type { SessionDetails } from "../client/queries";
import { durationText } from "../session/expiry";
import type { Context } from "./context";
import type { Column } from "./printer";

const text = (value: string | number | null) => (value === null ? "-" : String(value));

const statusStyles = new Map([
  ["active", "green"],
  ["in-progress", "cyan"],
  ["expired", "gray"],
] as const);

export function statusStyle({ status }: Pick<SessionDetails, "status">) {
  return statusStyles.get(status as "active");
}

/** Times are relative on a terminal, for people, and ISO 8601 elsewhere, for programs. */
const columns = (time: (iso: string | null) => string): readonly Column<SessionDetails>[] => [
  { title: "SESSION", text: ({ sessionUuid }) => sessionUuid },
  { title: "STATUS", text: ({ status }) => text(status), style: statusStyle },
  { title: "FIRST PARTY", text: ({ firstParty }) => text(firstParty), dropOrder: 5 },
  { title: "SECOND PARTY", text: ({ secondParty }) => text(secondParty), dropOrder: 4 },
  { title: "VIRTUAL NUMBER", text: ({ virtualNumber }) => text(virtualNumber), dropOrder: 3 },
  { title: "CREATED", text: ({ createdTime }) => time(createdTime), dropOrder: 2 },
  { title: "EXPIRES", text: ({ expiryTime }) => time(expiryTime) },
  { title: "CALLS", text: ({ totalCallCount }) => text(totalCallCount), dropOrder: 1 },
];

export function printSessions({ print, io, clock }: Context, sessions: readonly SessionDetails[]): void {
  const now = clock.now();
  print.table(sessions, columns(io.stdout.isTTY === true ? (time) => relative(time, now) : text));
}

/** `in 30 min`, `2 h ago`. */
function relative(iso: string | null, now: number): string {
  const seconds = Math.round((Date.parse(iso ?? "") - now) / 1000);
  if (Number.isNaN(seconds)) return text(iso);
  return seconds > 0 ? `in ${durationText(seconds)}` : `${durationText(-seconds)} ago`;
}

/** `1 session`, `2 sessions`. */
export function countText(count: number, one = "session", several = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : several}`;
}
