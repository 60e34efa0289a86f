import type { Account } from "./account";
import { LimitReached } from "./limits";
import type { Meaning, Question } from "./question";
import { NoResponse, Inconclusive } from "./inconclusive";

/** One row of the report. */
export interface Row {
  readonly name: string;
  readonly asks: string;
  /** "other": the responses are clear, but the emulator has no such position. */
  readonly verdict: "settled" | "other" | "not settled" | "not asked";
  /** The responses, with numbers masked; or why the question is not settled or not asked. */
  readonly cameBack: string;
  /** The position of the switch, only if settled. */
  readonly position: string | undefined;
  readonly meaning: Meaning | undefined;
}

/** For each question, if the network or the server fails. */
const maxAttempts = 3;
const pauseMs = 1_000;

const unknownPosition: Meaning = {
  means: "The emulator has no such position: please attach this report to an issue.",
};

/** Asks one question, and expires the sessions that only this question used. @throws Interrupted */
export async function runQuestion(question: Question, account: Account): Promise<Row> {
  const skipReason = question.skipReason?.(account.settings);
  if (skipReason !== undefined) return rowOf(question, "not asked", skipReason);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const seen = await question.ask(account);
      await account.expireOthers();
      return settledRow(question, seen.cameBack, seen.position);
    } catch (error) {
      if (!(error instanceof Inconclusive || error instanceof LimitReached)) throw error;
      // The state of the shared session is unknown now.
      await account.expireAll();
      if (!(error instanceof NoResponse) || attempt === maxAttempts)
        return rowOf(question, "not settled", error.message);
      await account.wait(pauseMs * attempt);
    }
  }
}

function settledRow(question: Question, cameBack: string, position: string | undefined): Row {
  const meaning = position === undefined ? undefined : question.positions[position];
  if (meaning !== undefined) return { ...rowOf(question, "settled", cameBack), position, meaning };
  return { ...rowOf(question, "other", cameBack), meaning: question.otherwise ?? unknownPosition };
}

function rowOf({ name, asks }: Question, verdict: Row["verdict"], cameBack: string): Row {
  return { name, asks, verdict, cameBack, position: undefined, meaning: undefined };
}

/** The settled positions, for `plivo-masking-emulator --profile`. */
export function profileOf(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap(({ name, position }) => (position === undefined ? [] : [[name, position]])),
  );
}
