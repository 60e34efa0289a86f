/** A request to the API, for an access log. Numbers and PINs in its path are masked. */
export interface Access {
  method: string;
  /** Includes the query. */
  path: string;
  /** The status that the client received. Null if it received none. */
  status: number | null;
  /** Real time from the request's headers to the end of the response. */
  milliseconds: number;
}
