import fc from "fast-check";
import type { Personal } from "./personal.ts";

/** A body by its recipe. `cut` is the length at which a JSON text ends too early. */
export type Body =
  | { readonly json: unknown; readonly cut?: number }
  | { readonly text: unknown }
  /** A page with this title. */
  | { readonly html: unknown }
  | { readonly bytes: readonly number[] };

const uuid = "c28b77d4-21e7-43bd-9447-04bfee92e651";

const texts = (values: readonly Personal[], kind: Personal["kind"]) =>
  fc.constantFrom(...values.filter((value) => value.kind === kind).map(({ value }) => value));

const times = fc.constantFrom(
  "2024-02-01 06:28:15.12 +0000 UTC",
  "2024-02-30 06:28:15 +0000 UTC",
  "",
  "now",
  "9999-99-99 99:99:99",
);
const decimals = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom("0.025", "1e-7", "9".repeat(400), `1${"0".repeat(60_000)}1e1`, "1e99", "-", ""),
);

/** A session as the vendor describes it, some attributes hostile, others missing. */
export function session(values: readonly Personal[], hostile: fc.Arbitrary<unknown>) {
  const numbers = texts(values, "number");
  const pins = texts(values, "PIN");
  const usual: Record<string, fc.Arbitrary<unknown>> = {
    session_uuid: fc.oneof(
      fc.constant<unknown>(uuid),
      fc.uuid(),
      numbers,
      fc.constantFrom("", "a/b", "..", " "),
    ),
    first_party: numbers,
    second_party: numbers.map((number) => number.slice(1)),
    virtual_number: numbers,
    status: fc.constantFrom("active", "in-progress", "expired"),
    first_party_pin: pins,
    second_party_pin: pins,
    created_time: times,
    expiry_time: times,
    record: fc.constantFrom<unknown>(true, "true", "TRUE", 1, null),
    ring_timeout: decimals,
    amount: decimals,
    total_call_amount: decimals,
    interaction: fc.oneof(
      hostile,
      fc.array(fc.record({ start_time: times, total_call_amount: decimals }), { maxLength: 3 }),
    ),
    "pin_ prompt_play": hostile,
    create_session_with_single_Party: hostile,
  };
  const entries = Object.entries(usual).map(([name, arbitrary]) => {
    const value =
      name === "session_uuid"
        ? fc.oneof({ weight: 8, arbitrary: fc.constant<unknown>(uuid) }, arbitrary)
        : arbitrary;
    const entry = fc
      .oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: hostile })
      .map((made) => [name, made] as const);
    return fc.option(entry, { freq: 3, nil: undefined });
  });
  return fc.tuple(...entries).map((list) => Object.fromEntries(list.filter((entry) => entry !== undefined)));
}

/** A page of such sessions. */
export function listOf(rows: fc.Arbitrary<unknown>) {
  const counts = fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom<unknown>(1e9, "12", -1, null, "many", 0.5),
  );
  const next = fc.constantFrom<unknown>(null, "/v1/next?offset=20", 7);
  const meta = fc.record({ total_count: counts, next }, { requiredKeys: [] });
  return fc.record({ meta, objects: fc.array(rows, { maxLength: 3 }) }, { requiredKeys: ["objects"] });
}
