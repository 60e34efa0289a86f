export { MaskingSession, type MaskingSessionArgs } from "./masking-session";
