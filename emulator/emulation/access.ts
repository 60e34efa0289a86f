/** One request to the API, for an access log. Numbers and PINs in its path are masked. */
export interface Access {
  method: string;
  /** With the query. */
  path: string;
  /** The status that the client was sent; null if it was sent none. */
  status: number | null;
  /** From the request's headers to the end of its response, in real time. */
  milliseconds: number;
}
