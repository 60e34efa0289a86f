/** One account's credentials. */
export interface Account {
  authId: string;
  authToken: string;
}

export const defaultAuthId = "MA-LOCAL-EMULATOR-00";
export const defaultAuthToken = "emulator-token";
