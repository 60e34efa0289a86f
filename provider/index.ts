import "./require-node";
import "./require-sdk";
export {
  getMaskingSession,
  getMaskingSessionOutput,
  type GetMaskingSessionArgs,
  type GetMaskingSessionOutputArgs,
  type GetMaskingSessionResult,
} from "./functions/get-masking-session";
export {
  listMaskingSessions,
  listMaskingSessionsOutput,
  type ListMaskingSessionsArgs,
  type ListMaskingSessionsOutputArgs,
  type ListMaskingSessionsResult,
} from "./functions/list-masking-sessions";
export type { ReadOutputOptions } from "./functions/read-output";
export { MaskingReadError } from "./functions/run";
export { MaskingSession } from "./masking-session";
export type { MaskingSessionArgs } from "./masking-session-args";
export type { InteractionDetails, SessionDetails, SessionFilters, TimeWindow } from "./reading";
