export type { CreatedSession, SessionPage } from "./answers";
export { PlivoClient, type PlivoClientOptions } from "./client";
export { NetworkError, TimeoutError, type Sent } from "./connection-errors";
export { EndpointError } from "./endpoint";
export * from "./errors";
export type { CreateSessionRequest, ListFilters, UpdateSessionRequest } from "./requests";
export type { Interaction, Session } from "./schemas";
export { InvalidSessionUuidError } from "./session-uuid";
export type { Timeouts } from "./transport";
