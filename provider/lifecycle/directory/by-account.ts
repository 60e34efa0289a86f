import type { PlivoClient } from "../../plivo";
import type { Whose } from "./pages";

/** What is listed of each account, and apart from it of each subaccount, since nothing says whether an account's list holds theirs. */
export class ByAccount<Listed> {
  readonly #accounts = new Map<PlivoClient, Map<string | undefined, Listed>>();
  readonly #begin: (client: PlivoClient, whose: Whose) => Listed;

  /** @param begin makes what has nothing listed yet. */
  constructor(begin: (client: PlivoClient, whose: Whose) => Listed) {
    this.#begin = begin;
  }

  /** The one of an account, or of its subaccount. */
  of(client: PlivoClient, subaccount: string | undefined): Listed {
    const account = this.#accounts.get(client) ?? new Map<string | undefined, Listed>();
    this.#accounts.set(client, account);
    const listed =
      account.get(subaccount) ?? this.#begin(client, subaccount === undefined ? {} : { subaccount });
    account.set(subaccount, listed);
    return listed;
  }
}
