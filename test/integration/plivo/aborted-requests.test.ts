import { RedirectError, ServerError } from "../../../provider/plivo/index.ts";
import { connectionError } from "../../../provider/plivo/connection-errors.ts";
import { collectionPath, failureOf, first, json, testServer, text, uuid } from "./support.ts";

const server = testServer();

const create = () => failureOf(server.client().create({ firstParty: first }));

describe("a request that was aborted while it may have been in flight", () => {
  it.each([
    [408, json(408, { error: "Request timeout" })],
    [408, text(408, "<html><title>408 Request Time-out</title></html>")],
    [460, text(460, "")],
    [499, text(499, "<html>")],
  ])("with %i may have been carried out, and may succeed later", async (status, answer) => {
    server.respond = answer;
    const error = await create();
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status, processed: "unknown", temporary: true });
    expect(server.received).toHaveLength(1);
  });

  it("is sent again if that is safe", async () => {
    const client = server.client({ retries: { maxAttempts: 2, initialDelayMs: 0 } });
    server.respond = text(408, "");
    await failureOf(client.get(uuid));
    expect(server.received).toHaveLength(2);
  });
});

describe("a redirect of a create", () => {
  it.each([301, 302, 303])("with %i may say where to read the request's outcome", async (status) => {
    server.respond = text(status, "", { location: "/elsewhere" });
    const error = await create();
    expect(error).toBeInstanceOf(RedirectError);
    expect(error).toMatchObject({ processed: "unknown", temporary: false });
  });

  it.each([307, 308])(
    "with %i asks for the same request elsewhere, so it was not carried out",
    async (status) => {
      server.respond = text(status, "", { location: "/elsewhere" });
      expect(await create()).toMatchObject({ code: "PLIVO_REDIRECT", processed: "no" });
    },
  );
});

describe("a host that cannot be reached", () => {
  const failure = { method: "POST", path: collectionPath };

  it.each(["EHOSTUNREACH", "ENETUNREACH", "ENETDOWN", "ETIMEDOUT"])(
    "because of %s on an established connection may have received the request",
    (code) => {
      for (const syscall of ["read", "write", undefined]) {
        const error = connectionError(failure, { code, syscall });
        expect(error).toMatchObject({ processed: "unknown", temporary: true });
      }
    },
  );

  it.each(["EHOSTUNREACH", "ENETUNREACH", "ENETDOWN", "ETIMEDOUT"])(
    "because of %s while connecting has surely received nothing",
    (code) => {
      const error = connectionError(failure, { code, syscall: "connect" });
      expect(error).toMatchObject({ processed: "no", temporary: true });
    },
  );

  it.each([
    ["ERR_SSL_WRONG_VERSION_NUMBER", "no", false],
    ["ERR_SSL_UNSUPPORTED_PROTOCOL", "no", false],
    ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "no", false],
    ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "no", false],
    ["CERT_HAS_EXPIRED", "no", false],
    // TLS 1.3 judges a client's certificate after the client may have sent its request.
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "unknown", true],
    ["ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR", "unknown", true],
    ["ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC", "unknown", true],
  ])("because of TLS, as %s, was sent something: %s", (code, processed, temporary) => {
    expect(connectionError(failure, { code })).toMatchObject({ processed, temporary });
  });
});
