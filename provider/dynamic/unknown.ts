import { unknownValue } from "../common/unknown-value";
import { unknownInput } from "../session/unknown";

/** The properties with `unknownInput` for each value that contains the engine's marker. */
export function fromEngine<P extends object>(properties: P): P {
  return mapValues(properties, (value) => (containsUnknown(value) ? unknownInput : value)) as P;
}

/** The inputs with each unknown value as the engine sent it. */
export function toEngine(inputs: object, sent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return mapValues(inputs, (value, name) => (value === unknownInput ? sent[name] : value));
}

function mapValues(properties: object, map: (value: unknown, name: string) => unknown) {
  const entries = Object.entries<unknown>(properties as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name, map(value, name)]));
}

function containsUnknown(value: unknown): boolean {
  const rest = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (next === unknownValue) return true;
    if (typeof next !== "object" || next === null) continue;
    for (const inner of Object.values(next) as unknown[]) rest.push(inner);
  }
  return false;
}
