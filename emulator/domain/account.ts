/** One account's credentials. */
export interface Account {
  authId: string;
  authToken: string;
}

export const DEFAULT_AUTH_ID = "MA-LOCAL-EMULATOR-00";
export const DEFAULT_AUTH_TOKEN = "emulator-token";
