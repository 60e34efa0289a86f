import { messageFor } from "../../../provider/accounts/next-steps.ts";
import type { ProviderError } from "../../../provider/common/errors.ts";
import { NetworkError } from "../../../provider/plivo/index.ts";
import { create } from "../../../provider/lifecycle/create.ts";
import { text } from "../plivo/support.ts";
import { both, scriptedPlivo, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo();

const portal = "<html><head><title>Log in to the network</title></head></html>";

describe("an endpoint that speaks no TLS", () => {
  it("fails the create at once: nothing was sent or looked up, and the error names PLIVO_ENDPOINT", async () => {
    const endpoint = plivo.server.endpoint.replace("http:", "https:");
    const error = await errorOf(create(plivo.context("create", { endpoint }), both));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ processed: "no", temporary: false });
    expect(messageFor("resource", error as ProviderError)).toContain("Check the network and PLIVO_ENDPOINT");
    expect(plivo.clock.waits).toEqual([]);
    expect(plivo.lines).toEqual([]);
    expect(plivo.server.received).toEqual([]);
  });
});

describe("a captive portal that answers every request with its own page", () => {
  const answerEverything = (status: number) => {
    plivo.server.respond = text(status, portal, { "content-type": "text/html" });
  };

  it("and 200 fails the create soon, and the error says what responded", async () => {
    answerEverything(200);
    const began = plivo.clock.elapsed();
    const error = await errorOf(create(plivo.context(), both));
    expect(error).toMatchObject({ code: "PLIVO_CREATE_UNKNOWN" });
    expect((error as Error).message).toMatch(/the lookup was inconclusive: Plivo's response cannot be read/);
    expect(plivo.clock.elapsed() - began).toBeLessThan(30_000);
    expect(plivo.requests).toEqual(["POST", "LIST", "LIST", "LIST"]);
    expect(plivo.lines.length).toBeLessThanOrEqual(4);
  });

  it.each([
    [404, "PLIVO_ADDRESS_NOT_FOUND"],
    [307, "PLIVO_REDIRECT"],
  ])("and %i fails the create at once, without a lookup", async (status, code) => {
    answerEverything(status);
    const error = await errorOf(create(plivo.context(), both));
    expect(error).toMatchObject({ code, processed: "no" });
    expect(messageFor("resource", error as ProviderError)).toContain("PLIVO_ENDPOINT");
    expect(plivo.requests).toEqual(["POST"]);
    expect(plivo.clock.waits).toEqual([]);
  });
});
