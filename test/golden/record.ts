import { existsSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { MaskingSession } from "pulumi-plivo-masking";
import { addedIn, adoptedUuid, declared, generatedPins, wireArguments, recordedAt } from "./sessions.ts";
import { goldenFile, passphrase, sessionsIn, type ExportedState } from "./states.ts";
import { nameOf } from "../support/stored.ts";
import { openStack, type EngineStack, type Operation } from "../../tools/engine/index.ts";

/** The short sessions expire within it, the others do not. */
const shortExpiryMs = 7_200_000;

/*
 * Records the state that this checkout creates for the golden sessions: node test/golden/record.ts 0.1.0
 *
 * Two recordings differ in random values and times of the engine, and in the seconds of createdTime.
 */

async function record(version: string): Promise<string> {
  const file = goldenFile(version);
  if (existsSync(file)) {
    throw new Error(`${file} is there. Delete it first, but only if this version was never released.`);
  }
  if (!Object.hasOwn(addedIn, version)) {
    throw new Error(
      `test/golden/sessions.ts does not list ${version}. Add it to addedIn, with the sessions that are new.`,
    );
  }
  const emulator = await startEmulator();
  const environment = { ...emulator.environment, PULUMI_CONFIG_PASSPHRASE: passphrase };
  const stack = await openStack({ program: declareAll, environment });
  try {
    await createSessions(stack, emulator);
    const text = withFixedIds(withoutSources(await stateOf(stack)));
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: "json" }));
  } finally {
    await stack.remove();
    await emulator.close();
  }
  return file;
}

function declareAll(): Promise<void> {
  for (const [name, args] of Object.entries(declared)) new MaskingSession(name, args);
  return Promise.resolve();
}

async function createSessions(stack: EngineStack, emulator: Emulator): Promise<void> {
  const setClock = (time: number) => {
    emulator.clock.set(time);
    stack.setEnvironment({ PLIVO_CLOCK_OFFSET: String(emulator.clock.offset / 1000) });
  };
  const end = Date.parse(recordedAt);
  setClock(end - shortExpiryMs);
  emulator.sessions.add({
    ...wireArguments("adopted"),
    session_uuid: adoptedUuid,
    virtual_number: "+14155550142",
    expiry_time: end + 12 * shortExpiryMs,
  });
  succeed(await stack.up());
  for (const { session_uuid, generate_pin } of emulator.sessions.all()) {
    if (generate_pin !== true) continue;
    const { firstPartyPin, secondPartyPin } = generatedPins;
    emulator.sessions.change(session_uuid, {
      first_party_pin: firstPartyPin,
      second_party_pin: secondPartyPin,
    });
  }
  setClock(end);
  // Only these: a refresh would remove the expired session from the state.
  const refreshed = sessionsIn(await stateOf(stack)).filter(({ urn }) => /::(generated|ignored)$/.test(urn));
  succeed(await stack.refresh({ target: refreshed.map(({ urn }) => urn) }));
}

/** As `pulumi stack export` prints it. The export of the Automation API has secrets in clear. */
async function stateOf(stack: EngineStack): Promise<ExportedState> {
  const file = JSON.parse((await stack.stateFileBytes()).toString("utf8")) as {
    version: number;
    checkpoint: { latest: ExportedState["deployment"] };
  };
  return { version: file.version, deployment: file.checkpoint.latest };
}

function succeed(operation: Operation): void {
  if (!operation.succeeded) throw new Error(operation.text);
}

/** Removes the source positions, which name folders of this machine. */
function withoutSources({ version, deployment }: ExportedState): ExportedState {
  const { resources = [], ...rest } = deployment;
  const kept = resources.map(({ sourcePosition: _, stackTrace: __, ...resource }) => resource);
  return { version, deployment: { ...rest, resources: kept } };
}

/** Replaces each ID by one that depends on the session's name: a new recording then changes less. */
function withFixedIds(state: ExportedState): string {
  const names = Object.keys(declared);
  const created = sessionsIn(state).filter(({ id }) => id !== adoptedUuid);
  return created.reduce((text, session) => {
    const place = String(names.indexOf(nameOf(session)) + 1).padStart(2, "0");
    return text.replaceAll(session.id, `60de0000-0000-4000-8000-0000000000${place}`);
  }, JSON.stringify(state));
}

const version = process.argv[2];
if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
  console.error("Which version's state is to be recorded? Such as: node test/golden/record.ts 0.1.0");
  process.exitCode = 2;
} else {
  void record(version).then((file) => console.log(`The state is written to ${file}`));
}
