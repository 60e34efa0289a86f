import { check as checkSession } from "../../../provider/session/check.ts";

/** The result of `check`, with the sentences of its problems only. */
export function check(...parameters: Parameters<typeof checkSession>) {
  const { problems, ...checked } = checkSession(...parameters);
  return { ...checked, problems: problems.map(({ reason }) => reason) };
}
