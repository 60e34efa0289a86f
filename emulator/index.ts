export { DEFAULT_AUTH_ID, DEFAULT_AUTH_TOKEN, type Account, type EmulatorOptions } from "./options";
export type { Access } from "./access-log";
export {
  CallbackError,
  type CallbackAttempt,
  type CallbackControl,
  type CallbackRecord,
  type CallbackState,
} from "./callbacks/types";
export type { PriceControl, Prices } from "./calls/billing";
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
export type { ControlledSession, SessionControl } from "./control";
export { DataFileError } from "./data/errors";
export {
  FAULT_STATUSES,
  FaultError,
  OPERATIONS,
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
export type { PoolNumber } from "./pool";
export type { RecordedRequest } from "./request-log";
export type { WireInteraction } from "./session";
export { SWITCHES, type Switches, type SwitchName } from "./switches";
export { ListenError, startEmulator, type Emulator } from "./start";
export { SHAPES, type Shape, type WireSession } from "./wire/shape";
