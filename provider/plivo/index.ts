export { PlivoClient, type CreatedSession, type PlivoClientOptions, type SessionPage } from "./client";
export * from "./errors";
export { EndpointError } from "./endpoint";
export type { CreateSessionRequest, ListFilters, UpdateSessionRequest } from "./requests";
export type { Interaction, Session } from "./schemas";
