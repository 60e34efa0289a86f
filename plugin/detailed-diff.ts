import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Diff } from "../provider/session/diff";
import type { Values } from "./values";

const { Kind } = PropertyDiff;

interface Difference {
  readonly name: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly replaces: boolean;
}

/** The outputs that no update changes. */
const stables = ["authId", "sessionUuid", "createdTime"];

/**
 * The response to `Diff`, with each property that differs.
 *
 * @param oldInputs the stored inputs. If a property differs from `news`, the engine shows both inputs,
 * otherwise the old output and the new input.
 */
export function diffResponse(
  diff: Diff,
  others: readonly Omit<Difference, "replaces">[],
  oldInputs: Values,
  news: Values,
): DiffResponse {
  const differences: Difference[] = [
    ...diff.changed.map(({ name, from, to, effect }) => ({ name, from, to, replaces: effect === "replace" })),
    ...others.map((other) => ({ ...other, replaces: false })),
    ...expiry(diff),
  ];
  const isChanged = differences.length > 0 || diff.isForced;
  const response = new DiffResponse()
    .setChanges(isChanged ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE)
    .setReplacesList([...diff.replaces])
    .setDiffsList(differences.map(({ name }) => name))
    .setStablesList(diff.replaces.length === 0 ? stables : [])
    .setHasdetaileddiff(differences.length > 0);
  for (const difference of differences) {
    const { name } = difference;
    const isInput = oldInputs[name] !== news[name];
    response
      .getDetaileddiffMap()
      .set(name, new PropertyDiff().setKind(kindOf(difference)).setInputdiff(isInput));
  }
  return response;
}

/** Expiry and renewal change no argument, so they are shown as a change of `expiryTime`. */
function expiry({ replaces, renewed }: Diff): Difference[] {
  const isReplaced = replaces.includes("expiryTime");
  if (!isReplaced && !renewed) return [];
  return [{ name: "expiryTime", from: "old", to: "new", replaces: isReplaced }];
}

function kindOf({ from, to, replaces }: Difference): PropertyDiff.Kind {
  if (from === undefined) return replaces ? Kind.ADD_REPLACE : Kind.ADD;
  if (to === undefined) return replaces ? Kind.DELETE_REPLACE : Kind.DELETE;
  return replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE;
}
