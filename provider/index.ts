export { MaskingSession } from "./masking-session";
export type { MaskingSessionArgs } from "./masking-session-args";
