import { ProviderError } from "../common/errors";
import { InvalidSessionUuidError } from "../plivo";
import { scrub } from "../plivo/scrub";
import type { SessionDetails } from "../client/queries";
import type { Context } from "./context";
import { errorJson, errorText } from "./error-text";
import { exitCodeOf, exitCodes } from "./exit-codes";
import { Interrupted } from "./io";
import { inParallel } from "./parallel";
import { withStyle, type Styled } from "./printer";
import type { Found } from "./read-sessions";
import { countText } from "./session-table";

/** The result for one session. */
export interface Outcome {
  readonly sessionUuid: string;
  readonly outcome: string;
  readonly changed?: boolean;
  readonly error?: ProviderError;
}

export interface Changes {
  readonly ids: readonly string[];
  /** In the order of the IDs. */
  readonly sessions: readonly Found[];
  readonly json: boolean;
  /** The past participle of the change, as in "which is being expired". */
  readonly participle: string;
  readonly change: (session: SessionDetails) => Promise<Outcome>;
}

export function failure(sessionUuid: string, error: ProviderError): Outcome {
  return { sessionUuid, outcome: "failed", error };
}

/**
 * Changes sessions, as many at a time as the rate limit allows, and shows the outcomes in the order of the
 * IDs.
 *
 * On Ctrl-C it finishes the requests in flight and starts no more. What is done by then is shown at once,
 * with `--json` on stderr, because a second Ctrl-C kills the process.
 */
export async function changeSessions(context: Context, changes: Changes): Promise<readonly Outcome[]> {
  const { signal } = context.io.interruption;
  const report = new Report(context, changes);
  const interrupt = () => {
    report.interrupt();
  };
  signal.addEventListener("abort", interrupt);
  const one = async (session: Found, index: number) => {
    const id = changes.ids[index] ?? "";
    report.begin(index);
    try {
      report.end(index, await outcomeOf(id, session, changes));
    } catch (error) {
      // The request was still queued: nothing was sent.
      if (!(error instanceof Interrupted)) throw error;
    }
  };
  await inParallel(changes.sessions, one, () => signal.aborted).finally(() => {
    signal.removeEventListener("abort", interrupt);
  });
  const outcomes = report.outcomes();
  const codes = outcomes.flatMap(({ error }) => (error === undefined ? [] : [exitCodeOf(error)]));
  context.exitCode = Math.max(exitCodes.ok, ...codes);
  return outcomes;
}

async function outcomeOf(id: string, session: Found, { change }: Changes): Promise<Outcome> {
  // The ID could be a phone number.
  if (session instanceof InvalidSessionUuidError) return failure(scrub(id, []), session);
  if (session instanceof ProviderError) return failure(id, session);
  try {
    return await change(session);
  } catch (error) {
    if (error instanceof ProviderError) return failure(id, error);
    throw error;
  }
}

/** Shows outcomes in the order of the IDs; after Ctrl-C, each as soon as it is known. */
class Report {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #inFlight = new Set<number>();
  readonly #outcomes = new Map<number, Outcome>();
  readonly #shown = new Set<number>();
  #interrupted = false;

  constructor(context: Context, changes: Changes) {
    this.#context = context;
    this.#changes = changes;
  }

  begin(index: number): void {
    this.#inFlight.add(index);
  }

  end(index: number, outcome: Outcome): void {
    this.#inFlight.delete(index);
    this.#outcomes.set(index, outcome);
    if (!this.#changes.json) this.#show();
    else if (this.#interrupted) this.#context.print.note(...outcomeLine(outcome));
  }

  interrupt(): void {
    this.#interrupted = true;
    const { print } = this.#context;
    if (this.#changes.json) for (const outcome of this.outcomes()) print.note(...outcomeLine(outcome));
    else this.#show();
    const ids = [...this.#inFlight].map((index) => this.#changes.ids[index] ?? "");
    if (ids.length > 0) print.note(waitingText(ids, this.#changes.participle));
  }

  /** In the order of the IDs. */
  outcomes(): readonly Outcome[] {
    return [...this.#outcomes].sort(([one], [other]) => one - other).map(([, outcome]) => outcome);
  }

  #show(): void {
    for (const index of this.#changes.ids.keys()) {
      const outcome = this.#outcomes.get(index);
      if (outcome === undefined && !this.#interrupted) return;
      if (outcome === undefined || this.#shown.has(index)) continue;
      this.#shown.add(index);
      this.#context.print.line(...outcomeLine(outcome));
    }
  }
}

function waitingText(ids: readonly string[], participle: string): string {
  const [only = ""] = ids;
  if (ids.length === 1)
    return `Waiting for session ${only}, which is being ${participle}. Press Ctrl-C again to give up.`;
  const sessions = `${countText(ids.length)} that are being ${participle}: ${ids.join(", ")}`;
  return `Waiting for ${sessions}. Press Ctrl-C again to give up.`;
}

export function outcomeJson({ sessionUuid, outcome, error }: Outcome): object {
  return { sessionUuid, outcome, ...(error === undefined ? {} : { error: errorJson(error) }) };
}

function outcomeLine({ sessionUuid, outcome, changed = false, error }: Outcome): [string, Styled] {
  const style = error !== undefined ? "red" : changed ? "green" : "gray";
  return [
    `${sessionUuid}  `,
    withStyle(style, error === undefined ? outcome : `${outcome}: ${errorText(error)}`),
  ];
}
