/** The card of the latest requests to the API, including rejected ones. */

import { byId, setText } from "./dom.js";
import { showEntries } from "./entries.js";
import { state } from "./state.js";
import { requestEntry } from "./words.js";

export function showRequests() {
  const { log, isLogRevealed } = state;
  const { count, requests } = log;
  // Each request's key is its number since the log was last cleared.
  showEntries(
    byId("request-list"),
    requests.map((request, index) => ({
      ...requestEntry(request, isLogRevealed),
      key: String(count - index),
    })),
  );
  setText(byId("reveal-requests"), `${isLogRevealed ? "Hide" : "Reveal"} numbers in requests`);
  const shown = requests.length;
  setText(
    byId("requests-note"),
    count === 0 ? "No requests yet." : `The latest ${shown} of ${count.toLocaleString("en")}, newest first.`,
  );
}

/** @param {{ show: () => void }} actions */
export function startRequestsCard({ show }) {
  byId("reveal-requests").addEventListener("click", () => {
    state.isLogRevealed = !state.isLogRevealed;
    show();
  });
}
