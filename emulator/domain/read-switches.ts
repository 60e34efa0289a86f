import { switches, type Switches, type SwitchName } from "./switches";

function isSwitchName(name: string): name is SwitchName {
  return Object.hasOwn(switches, name);
}

function defaultPosition(name: SwitchName): string {
  return Object.keys(switches[name].values)[0] ?? "";
}

function readPosition(name: string, value: unknown): [SwitchName, string] {
  if (!isSwitchName(name)) {
    throw new TypeError(
      `${name.slice(0, 100)} is not a switch: use one of ${Object.keys(switches).join(", ")}`,
    );
  }
  const values = Object.keys(switches[name].values);
  if (typeof value !== "string" || !values.includes(value)) {
    throw new TypeError(`the switch ${name} takes ${values.join(" or ")}`);
  }
  return [name, value];
}

/**
 * The chosen positions, with the defaults of the other switches.
 * @throws TypeError that names the invalid switch or position.
 */
export function readSwitches(chosen: Readonly<Record<string, unknown>> = {}): Switches {
  const names = Object.keys(switches).filter(isSwitchName);
  const defaults = names.map((name) => [name, defaultPosition(name)] as const);
  const positions = Object.entries(chosen).map(([name, value]) => readPosition(name, value));
  return Object.fromEntries([...defaults, ...positions]) as Switches;
}
