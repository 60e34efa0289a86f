import "./common/require-node";
import "./sdk/require-sdk";
export {
  getMaskingSession,
  getMaskingSessionOutput,
  type GetMaskingSessionArgs,
  type GetMaskingSessionOutputArgs,
  type GetMaskingSessionResult,
} from "./sdk/get-masking-session";
export {
  listMaskingSessions,
  listMaskingSessionsOutput,
  type ListMaskingSessionsArgs,
  type ListMaskingSessionsOutputArgs,
  type ListMaskingSessionsResult,
} from "./sdk/list-masking-sessions";
export type { ReadOutputOptions } from "./sdk/read-output";
export { MaskingReadError } from "./sdk/run-query";
export { MaskingSession } from "./sdk/masking-session";
export type { MaskingSessionArgs } from "./sdk/masking-session-args";
export type { InteractionDetails, SessionDetails, SessionFilters, TimeWindow } from "./client/queries";
