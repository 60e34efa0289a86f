import { attributesOf, bench, stateOf } from "./bench.ts";

const sessionName = (index: number) => ({ SessionUUID: `session-${String(index)}` });

it("the callback handler remembers the next numbers of 10,000 sessions by default, and forgets the least recently used first", async () => {
  const { send } = bench({ respondWithinMs: Number.POSITIVE_INFINITY });
  for (let index = 0; index < 10_000; index += 1) await send(attributesOf(1, sessionName(index)));
  expect(await stateOf(send(attributesOf(2, sessionName(0))))).toBe(200);
  // The second session is now the oldest, and this one exceeds the limit.
  await send(attributesOf(1, sessionName(10_000)));
  expect(await stateOf(send(attributesOf(2, sessionName(2))))).toBe(200);
  expect(await stateOf(send(attributesOf(2, sessionName(1))))).toBe("waiting");
});
