import type { Clock } from "../../../provider/common/clock.ts";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic/provider.ts";
import { authId, authToken, json, TestServer, uuid } from "../../integration/plivo/support.ts";
import { start, VirtualClock } from "../../support/virtual-clock.ts";

/** Where a message is called forth: the provider, its clock, and an API that answers as told. */
export interface Stage {
  readonly provider: MaskingProvider;
  readonly clock: Clock;
  readonly api: TestServer;
  /** What has been logged. */
  readonly lines: string[];
}

/** Runs `play` on a stage of its own. */
export async function onStage(
  play: (stage: Stage) => Promise<unknown>,
  environment: NodeJS.ProcessEnv = {},
): Promise<Stage> {
  const api = new TestServer();
  await api.start();
  const lines: string[] = [];
  const clock = noonClock();
  const account = { PLIVO_AUTH_ID: authId, PLIVO_AUTH_TOKEN: authToken, PLIVO_ENDPOINT: api.endpoint };
  const provider = maskingProvider({
    environment: { ...account, ...environment },
    log: (line) => void lines.push(withPlaceholders(line)),
    clock,
  });
  const stage = { provider, clock, api, lines };
  try {
    await play(stage);
    return stage;
  } finally {
    await api.stop();
  }
}

/** A clock that passes by itself, from noon on. */
export function noonClock(): Clock {
  const clock = VirtualClock.passing();
  clock.skip(Date.parse("2026-03-01T12:00:00Z") - start);
  return clock;
}

/** Answers requests one after another; the last answer goes on for ever. */
export function inTurn(...answers: ReturnType<typeof json>[]): TestServer["respond"] {
  let next = 0;
  return (response, received) => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    answer?.(response, received);
  };
}

/** What the page writes in place of what differs from case to case. */
export function withPlaceholders(text: string): string {
  return text.replaceAll(uuid, "<sessionUuid>").replaceAll(authId, "<authId>");
}
