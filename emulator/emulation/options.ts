import type { Account } from "../domain/account";
import type { PoolNumber } from "../domain/number-pool";
import type { Prices } from "../domain/prices";
import type { Shape } from "../domain/response-shapes";
import type { Switches } from "../domain/switches";
import type { Access } from "./access";

/** How to start an emulator. Everything has a default. */
export interface EmulatorOptions {
  /** The port to listen on. Default 0: any free one. */
  port?: number;
  /** The address to listen on, such as `0.0.0.0` in a container. Default `127.0.0.1`. */
  host?: string;
  /**
   * Host names under which requests may come, beside this machine's own (127.0.0.1, localhost, [::1]): a container's name, or
   * `api.plivo.com` for SDKs behind a local proxy. Without scheme and port. Default none.
   */
  allowHosts?: readonly string[];
  /** The account's auth ID. Default `MA-LOCAL-EMULATOR-00`: 20 characters as SDKs require, and no real one, which has no "-". */
  authId?: string;
  /** The account's auth token. Default `emulator-token`. */
  authToken?: string;
  /** More accounts beside that one, each with sessions of its own. Default none. */
  accounts?: readonly Account[];
  /** Which of the known shapes answers have. Default: that of the switch `shape`, "full". */
  shape?: Shape;
  /**
   * Refuse parameters that the document doesn't name; false ignores them. Default: as the switch
   * `unknownParameters` says, true.
   */
  strict?: boolean;
  /** Positions of switches: what the documents leave open. Default: the first position of each, see `switches`. */
  switches?: Partial<Switches>;
  /** Serve the controls under `/_emulator/`. Default true. */
  controls?: boolean;
  /** Refuse more than 300 requests per 5 seconds and account, on the emulator's clock. Default false. */
  rateLimit?: boolean;
  /** The account's virtual numbers. Default: 100 numbers of every calling code, for every subaccount. */
  pool?: readonly PoolNumber[];
  /** Source of real time in milliseconds. Default `Date.now`. */
  now?: () => number;
  /** Milliseconds added to each of the API's answers. Default 0. */
  latency?: number;
  /** What sessions and calls cost. Default: nothing. */
  prices?: Partial<Prices>;
  /** Called for each request to the API once its response has been sent or its connection has ended. Default: nothing is reported. */
  onAccess?: (access: Access) => void;
  /** Send callbacks to other machines too. Default false: to loopback addresses only. */
  allowRemoteCallbacks?: boolean;
  /**
   * A file in which sessions, clock and pool outlive the emulator: loaded at the start where it exists, and written before each answer
   * that says that something was done. It holds numbers and PINs in clear, for its owner alone. One emulator uses it at a time.
   * Default: none, everything ends with the emulator.
   */
  data?: string;
}
