/** The credentials of an account. */
export interface Account {
  authId: string;
  authToken: string;
}

export const defaultAuthId = "MA-LOCAL-EMULATOR-00";
export const defaultAuthToken = "emulator-token";
