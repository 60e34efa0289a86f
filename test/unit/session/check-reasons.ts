import { check as checkSession } from "../../../provider/session/check.ts";

/** What `check` finds, with only the sentences of its problems. */
export function check(...parameters: Parameters<typeof checkSession>) {
  const { problems, ...checked } = checkSession(...parameters);
  return { ...checked, problems: problems.map(({ reason }) => reason) };
}
