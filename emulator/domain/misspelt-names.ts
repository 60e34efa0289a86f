/** What the Node SDK's key mapping and the Java SDK's naming make of these parameters and filters, and what the API calls them. */
const RIGHT_NAMES: ReadonlyMap<string, string> = new Map([
  ["sub_account", "subaccount"],
  ["geo_match", "geomatch"],
  ["durations", "duration"],
  ["created_times", "created_time"],
  ["expiry_times", "expiry_time"],
  ...["created_time", "expiry_time", "duration"].flatMap((field) =>
    ["gt", "gte", "lt", "lte"].map((suffix) => [`${field}_${suffix}`, `${field}__${suffix}`] as const),
  ),
]);

/** The API's name for a name that an SDK misspells; undefined for any other. */
export function rightName(name: string): string | undefined {
  return RIGHT_NAMES.get(name);
}
