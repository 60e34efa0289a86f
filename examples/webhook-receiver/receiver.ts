import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { createCallbackHandler, toNodeListener, type CallbackEvent } from "pulumi-plivo-masking/callbacks";

export interface ReceiverOptions {
  /** The account's auth token, with which Plivo signs. */
  readonly authToken: string | undefined;
  /** The public origin, such as https://example.com. Default: the receiver's own address. */
  readonly publicUrl?: string | undefined;
  /** Default: any free port. */
  readonly port?: number;
  /** Prints a line. */
  readonly print: (line: string) => void;
}

export interface Receiver {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server that verifies Plivo's callbacks, puts them in order and prints them. */
export async function startReceiver({
  authToken,
  publicUrl,
  port = 0,
  print,
}: ReceiverOptions): Promise<Receiver> {
  const server = createServer();
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handler = createCallbackHandler({
    authToken,
    // The port is not known yet.
    publicUrl: publicUrl ?? url,
    onEvent: (event, { late }) => {
      print(`${lineOf(event)}${late ? " (late)" : ""}`);
    },
    onError: (error, event) => {
      const what = event === undefined ? "a request was refused" : `${event.eventName} was not handled`;
      print(`${what}: ${error instanceof Error ? error.message : "for an unknown reason"}`);
    },
  });
  server.on("request", toNodeListener(handler));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: url(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** An event as one line, with only the last two digits of numbers. */
function lineOf(event: CallbackEvent): string {
  const { eventTimestamp = "", sequenceNumber = "-", eventName, from, to } = event;
  const parties = `${maskNumber(from)} -> ${maskNumber(to)}`;
  return [eventTimestamp, `#${sequenceNumber}`, eventName, parties, ...detailsOf(event)].join("  ").trim();
}

function detailsOf(event: CallbackEvent): string[] {
  if (event.kind === "recording") {
    return event.recordingDuration === undefined ? [] : [`${event.recordingDuration} s recorded`];
  }
  const { pinAuthenticationStatus, pinRetryCounter, duration, amount, plivoHangupCause } = event;
  return [
    ...(pinAuthenticationStatus === undefined ? [] : [`PIN: ${pinAuthenticationStatus}`]),
    ...(pinRetryCounter === undefined ? [] : [`wrong PINs: ${pinRetryCounter}`]),
    ...(duration === undefined ? [] : [`${duration} s`]),
    ...(amount === undefined ? [] : [`cost: ${amount}`]),
    ...(plivoHangupCause === undefined ? [] : [plivoHangupCause]),
  ];
}

function maskNumber(number: string | undefined): string {
  return number === undefined ? "?" : `•••${number.slice(-2)}`;
}

// Run as a command, not imported.
if (/^receiver\.[jt]s$/.test(basename(process.argv[1] ?? ""))) {
  const { PLIVO_AUTH_TOKEN, RECEIVER_URL, PORT = "8080" } = process.env;
  startReceiver({
    authToken: PLIVO_AUTH_TOKEN,
    publicUrl: RECEIVER_URL,
    port: Number(PORT),
    print: console.log,
  }).then(
    ({ url }) => {
      console.log(`Waiting for Plivo's callbacks at ${url}`);
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
