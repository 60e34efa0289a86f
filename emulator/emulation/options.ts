import type { Account } from "../domain/account";
import type { PoolNumber } from "../domain/number-pool";
import type { Prices } from "../domain/prices";
import type { Shape } from "../domain/response-shapes";
import type { Switches } from "../domain/switches";
import type { Access } from "./access";

/** The options of an emulator. All are optional. */
export interface EmulatorOptions {
  /** The port to listen on. Default 0: any free port. */
  port?: number;
  /** The address to listen on, such as `0.0.0.0` in a container. Default `127.0.0.1`. */
  host?: string;
  /**
   * Host names that requests may use, besides this machine's own (127.0.0.1, localhost, [::1]): a container's
   * name, or `api.plivo.com` for SDKs behind a local proxy. Without scheme and port. Default: none.
   */
  allowHosts?: readonly string[];
  /**
   * The account's auth ID. Default `MA-LOCAL-EMULATOR-00`: 20 characters, as SDKs require, with a "-", which
   * no real ID has.
   */
  authId?: string;
  /** The account's auth token. Default `emulator-token`. */
  authToken?: string;
  /** More accounts, each with its own sessions. Default: none. */
  accounts?: readonly Account[];
  /** The shape of responses. Default: the position of the switch `shape`, "full". */
  shape?: Shape;
  /**
   * Whether to reject parameters that the document does not name; false ignores them. Default: as the switch
   * `unknownParameters` says, true.
   */
  strict?: boolean;
  /**
   * Positions of `switches`, the answers to what Plivo's documents leave open. Default: the first position of
   * each.
   */
  switches?: Partial<Switches>;
  /** Whether to serve the controls under `/_emulator/`. Default true. */
  controls?: boolean;
  /**
   * Whether to reject more than 300 requests per 5 seconds and account, by the emulator's clock. Default
   * false.
   */
  rateLimit?: boolean;
  /** The account's virtual numbers. Default: 100 numbers of each calling code, for all subaccounts. */
  pool?: readonly PoolNumber[];
  /** Source of real time in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
  /** Milliseconds added to each response of the API. Default 0. */
  latency?: number;
  /** The prices of sessions and calls. Default: 0. */
  prices?: Partial<Prices>;
  /**
   * Called after each request to the API, when its response has been sent or its connection has closed.
   * Default: none.
   */
  onAccess?: (access: Access) => void;
  /** Whether to send callbacks to other machines. Default false: only to loopback addresses. */
  allowRemoteCallbacks?: boolean;
  /**
   * A file that keeps sessions, clock and pool between runs. The emulator loads it at the start, if it
   * exists, and writes it before each response that confirms a change. It contains numbers and PINs in clear
   * and only its owner can read it. One emulator can use it at a time. Default: none.
   */
  data?: string;
}
