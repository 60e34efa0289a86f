/** Requests of each client. */
export const requests = 10_000;
/** How many of them at once. */
export const concurrency = 50;
