import { isPoolNumber, type NumberPool } from "../domain/number-pool";
import { DamagedPartError, readList, readObject } from "./read-members";
import type { SavedPart } from "./saved-part";

/** The virtual numbers if a control replaced the initial ones, else null. */
export function poolPart(pool: NumberPool): SavedPart {
  return {
    name: "pool",
    save: () => ({ numbers: pool.isReplaced ? pool.all() : null }),
    load: (saved) => {
      const { numbers } = readObject("pool", saved);
      if (numbers === null) return;
      const list = readList("pool.numbers", numbers);
      if (!list.every(isPoolNumber)) throw new DamagedPartError("pool.numbers should hold a pool's numbers");
      pool.replace(list);
    },
  };
}
