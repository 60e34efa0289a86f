import { field, isFieldName } from "../session/fields";

/**
 * `createSessionWithSingleParty` -> `create_session_with_single_party`; a filter's variant: `createdTimeGte`
 * -> `created_time__gte`.
 */
export function wireName(name: string): string {
  const own = isFieldName(name) ? field(name).wireName : undefined;
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return own ?? snake.replace(/_(gte?|lte?)$/, "__$1");
}
