import type { Arguments, NamesOf } from "../session/fields";

/** The parameters of Plivo's document, "Create a Session", in camelCase. Durations are seconds. */
export type CreateSessionRequest = Arguments<NamesOf<{ readonly sent: true }>>;

/** The parameters of Plivo's document, "Update a Session", in camelCase. Durations are seconds. */
export type UpdateSessionRequest = Arguments<NamesOf<{ readonly effect: "update" | "updateSingleParty" }>>;
