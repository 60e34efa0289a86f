import assert from "node:assert/strict";
import type { RecordedRequest } from "plivo-masking-emulator";
import { ProviderError } from "../../provider/common/errors.ts";
import type { Resource } from "../support/stand-in/resource.ts";
import type { Creation, Outcome } from "../support/stand-in/run.ts";
import { figures, partiesOf, type World } from "./world.ts";

/** The resources and live sessions before an operation. */
export interface Snapshot {
  readonly resources: readonly Resource[];
  readonly live: readonly string[];
}

export function takeSnapshot(world: World): Snapshot {
  world.emulator.requests.clear();
  return { resources: [...world.engine.resources], live: world.liveIds() };
}

/** What an examination needs of an operation. */
export interface Examination {
  readonly takeSnapshot: Snapshot;
  readonly outcome: Outcome;
  /** The names in the program. Empty for a destroy. */
  readonly names: readonly string[];
  readonly deletedFirst: readonly string[];
}

const extendedLine = /^Masking session (\S+) stays live: someone else extended it/;
const adoptedLine = /^Masking session (\S+) is adopted/;

/** Asserts what holds after every operation, failed or not. */
export function examine(world: World, examined: Examination): void {
  const { outcome } = examined;
  for (const line of outcome.lines) {
    const [given, taken] = [extendedLine, adoptedLine].map((pattern) => pattern.exec(line)?.[1]);
    // Documented: whoever extended the session owns it, until a resource adopts it.
    if (given !== undefined && !isToBeDeleted(world, given)) world.givenAway.add(given);
    if (taken !== undefined) world.givenAway.delete(taken);
  }
  assertNothingLostOrDuplicated(world, examined);
  assertNothingElseExpired(world, examined);
  for (const error of outcome.errors) assertTyped(error);
  assertNoNumbers(outcome);
  world.orphans = new Set(world.unknown().map(({ session_uuid }) => session_uuid));
}

/** False for a resource whose replacement is pending. A killed run may not have stored its delete. */
function isToBeDeleted({ engine }: World, sessionUuid: string): boolean {
  return engine.resources.some(({ id, pendingReplacement }) => id === sessionUuid && !pendingReplacement);
}

/** The creates that may have left an orphan: killed ones, and those with an error that says so. */
export function possibleOrphans({ creations, lines }: Outcome): Creation[] {
  // If no response was lost, the several sessions were found before anything was sent.
  const looked = lines.some((line) => line.startsWith("The response to a create was lost"));
  return creations.filter(({ outcome, error }) => {
    const code = codeOf(error);
    const says = code === "PLIVO_CREATE_UNKNOWN" || (code === "PLIVO_SEVERAL_SESSIONS" && looked);
    return outcome === "open" || (outcome === "failed" && says);
  });
}

export function codeOf(error: unknown): string {
  return error instanceof ProviderError ? error.code : "";
}

function assertNothingLostOrDuplicated(
  world: World,
  { takeSnapshot: { resources, live }, outcome }: Examination,
): void {
  const newOrphans = world.unknown().filter(({ session_uuid }) => !world.orphans.has(session_uuid));
  const lost = newOrphans.filter(
    ({ session_uuid: id }) => live.includes(id) || resources.some((one) => one.id === id),
  );
  figures.lost += lost.length;
  assert.deepEqual(
    lost.map(({ session_uuid }) => session_uuid),
    [],
    "sessions that the state had are lost",
  );
  const allowed = new Map<string, number>();
  for (const { inputs } of possibleOrphans(outcome)) {
    const parties = partiesOf(inputs["firstParty"], inputs["secondParty"]);
    allowed.set(parties, (allowed.get(parties) ?? 0) + 1);
  }
  for (const session of newOrphans) {
    const parties = partiesOf(session.first_party, session.second_party);
    const left = (allowed.get(parties) ?? 0) - 1;
    allowed.set(parties, left);
    if (left < 0) figures.doubled += 1;
    assert.ok(left >= 0, `session ${session.session_uuid} was created, and no state has it`);
  }
}

/** Asserts that only sessions of the stack were changed, and only those expired that the state gave up. */
function assertNothingElseExpired(world: World, examined: Examination): void {
  const {
    takeSnapshot: { resources },
    names,
    deletedFirst,
  } = examined;
  const ended = world.emulator.requests.all().filter(isChange).map(idOf);
  const had = new Set([...resources, ...world.engine.resources].map(({ id }) => id));
  const foreign = ended.filter((id) => world.isForeign(id) || !had.has(id));
  const kept = world
    .current()
    .filter(
      ({ name, pendingReplacement }) =>
        names.includes(name) && !deletedFirst.includes(name) && !pendingReplacement,
    )
    .map(({ id }) => id);
  const deleted = new Set(world.emulator.requests.all().filter(isDelete).map(idOf));
  assert.deepEqual(
    kept.filter((id) => deleted.has(id)),
    [],
    "sessions that the state keeps were expired",
  );
  assert.deepEqual(foreign, [], "sessions that the stack never had were changed or expired");
}

function isItem({ path }: RecordedRequest): boolean {
  return !/\/Session\/?$/.test(path);
}

function isDelete(request: RecordedRequest): boolean {
  return request.method === "DELETE" && request.status >= 200 && request.status < 300;
}

function isChange(request: RecordedRequest): boolean {
  return isDelete(request) || (request.method === "POST" && isItem(request) && request.status === 202);
}

function idOf({ path }: RecordedRequest): string {
  return /\/Session\/([^/]+)\/?$/.exec(path)?.[1] ?? "";
}

function assertTyped(error: unknown): void {
  assert.ok(error instanceof ProviderError, `an error without a type: ${String((error as Error).stack)}`);
  assert.match(error.code, /^PLIVO_[A-Z_]+$/);
}

function assertNoNumbers({ errors, lines }: Outcome): void {
  for (const text of [...errors.map((error) => (error as Error).message), ...lines]) {
    assert.doesNotMatch(text, /20255\D?50[12]\d\d|481516|234242/, "a number or a PIN is shown");
  }
}

/** Asserts that after a successful `up` the state has each declared session once, and no other. */
export function examineSuccess(world: World, names: readonly string[]): void {
  const { resources } = world.engine;
  assert.deepEqual(resources.map(({ name }) => name).sort(), [...names].sort());
  const ids = resources.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
    "two resources have one session",
  );
}
