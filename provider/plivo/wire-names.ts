/** `createSessionWithSingleParty` -> `create_session_with_single_party`; a filter's variant: `createdTimeGte` -> `created_time__gte`. */
export function wireName(name: string): string {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return snake.replace(/_(gte?|lte?)$/, "__$1");
}

/** The other way: `session_uuid` -> `sessionUuid`. */
export function camelName(wire: string): string {
  return wire.replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The type of what `camelName` gives. */
export type CamelName<Name extends string> = Name extends `${infer Head}_${infer Rest}`
  ? `${Head}${Capitalize<CamelName<Rest>>}`
  : Name;
