import fc from "fast-check";
import { Fifo } from "../../../provider/plivo/fifo";

test("gives back what was put in, in that order, as a list's push and shift do", () => {
  const counts = fc.array(fc.integer({ min: -3_000, max: 3_000 }), { maxLength: 20 });
  fc.assert(
    fc.property(counts, (steps) => {
      const [fifo, list] = [new Fifo<number>(), [] as number[]];
      let next = 0;
      for (const step of steps) {
        for (let count = 0; count < step; count++) {
          fifo.push(next);
          list.push(next++);
        }
        const [got, expected] = [fifo, list].map((from) => Array.from({ length: -step }, () => from.shift()));
        expect([got, fifo.length, fifo.first]).toEqual([expected, list.length, list[0]]);
      }
    }),
    { numRuns: 30 },
  );
});
