export { defaultAuthId, defaultAuthToken, type Account } from "./domain/account";
export type { EmulatorOptions } from "./emulation/options";
export type { Access } from "./emulation/access";
export {
  CallbackError,
  type CallbackAttempt,
  type CallbackControl,
  type CallbackRecord,
  type CallbackState,
} from "./callbacks/types";
export type { PriceControl, Prices } from "./domain/prices";
export {
  CallError,
  type CallControl,
  type CallCourse,
  type CallOutcome,
  type CallPlan,
  type CallRecord,
  type CallRequest,
  type CallSide,
  type CallStatus,
  type CallStep,
  type Party,
} from "./calls/types";
export type { SessionControl } from "./domain/session-control";
export { DataFileError } from "./data/data-file-error";
export {
  faultStatuses,
  FaultError,
  operations,
  type ArmedFault,
  type FaultControl,
  type FaultHit,
  type FaultKind,
  type FaultMoment,
  type FaultOperation,
  type FaultRequest,
  type FaultStatus,
  type Operation,
} from "./faults/types";
export type { PoolNumber } from "./domain/number-pool";
export type { RecordedRequest } from "./emulation/request-log";
export type { WireInteraction } from "./domain/interaction";
export { switches, type Switches, type SwitchName } from "./domain/switches";
export { ProfileError } from "./emulation/profile";
export { ListenError, startEmulator, type Emulator } from "./start";
export { shapes, type ControlledSession, type Shape, type WireSession } from "./domain/response-shapes";
