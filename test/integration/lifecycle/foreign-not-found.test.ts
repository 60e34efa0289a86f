import { messageFor } from "../../../provider/accounts/next-steps.ts";
import type { ProviderError } from "../../../provider/common/errors.ts";
import { AddressNotFoundError } from "../../../provider/plivo/index.ts";
import { create } from "../../../provider/lifecycle/create.ts";
import { expire, expireUnlessExtended } from "../../../provider/lifecycle/delete.ts";
import { get, refresh } from "../../../provider/lifecycle/read.ts";
import { update } from "../../../provider/lifecycle/update.ts";
import { json, text } from "../plivo/support.ts";
import { both, scriptedPlivo, stored, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo({});

const id = stored.sessionUuid;

const pages = [
  ["a load balancer's page", text(404, "<html><title>default backend - 404</title></html>")],
  ["a server's plain text", text(404, "404 page not found\n")],
  ["nothing", text(404, "")],
  ["JSON without a word", json(404, {})],
  ["a gateway's JSON", json(404, { message: "no Route matched with those values" })],
  ["JSON that is cut", text(404, '{"api_id": "ae24')],
  ["a page of 410", text(410, "<html>gone</html>")],
] as const;

const operations = {
  refresh: () => refresh(plivo.context(), { id, state: stored }),
  "a read of another's session": () => get(plivo.context(), id),
  delete: () => expire(plivo.context(), { id, state: stored }),
  "a delete of what the clock condemned": () => expireUnlessExtended(plivo.context(), { id, state: stored }),
  update: () => update(plivo.context(), { id, state: stored }, { ...both, record: true }),
  "an update that moves the end": () =>
    update(plivo.context(), { id, state: stored }, { ...both, sessionExpiry: 7200 }),
  "a take-over": () => create(plivo.context("adopt"), both),
};

describe.each(pages)("a 404 that is not Plivo's own, but %s,", (_, page) => {
  it.each(Object.entries(operations))(
    "in response to %s is an error, and no session counts as deleted",
    async (__, run) => {
      for (const answers of [plivo.next.get, plivo.next.update, plivo.next.delete]) answers.push(page);
      const error = await errorOf(run());
      expect(error).toBeInstanceOf(AddressNotFoundError);
      expect(error).toMatchObject({ code: "PLIVO_ADDRESS_NOT_FOUND", processed: "no" });
      expect(messageFor("resource", error as ProviderError)).toContain("Check PLIVO_ENDPOINT");
      expect(plivo.newest["status"]).toBe("active");
      expect(plivo.creates).toBe(0);
    },
  );
});

describe("a 404 in Plivo's own words", () => {
  it.each([
    ["an error", { error: "not found" }],
    ["an error within an error", { api_id: "1", error: { error: "not found" } }],
    ["its api_id alone", { api_id: "ae245217-f78e-4939-bc48-d4b8ef05cf66" }],
  ])("such as %s means that the session no longer exists", async (_, body) => {
    plivo.next.get.push(json(404, body));
    expect(await operations.refresh()).toBeUndefined();
    plivo.next.delete.push(json(404, body));
    await expect(operations.delete()).resolves.toBeUndefined();
  });
});
