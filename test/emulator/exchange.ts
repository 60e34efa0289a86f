import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import type { Emulator } from "../../emulator/index.ts";
import { basic, closeAfterTest, collectionPath } from "./support.ts";

/** The outcome of a request: a response, a part of one, or only an error's code. */
export interface Outcome {
  /** 0 if there was no status line. */
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
  /** The error's code if request or response was interrupted. */
  error: string | undefined;
  /** The client's port. The same for requests over the same connection. */
  clientPort: number | undefined;
}

/** Keeps one connection alive between requests, until the end of the test. */
export function keepAlive(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  closeAfterTest(() => agent.destroy());
  return agent;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}

function readAnswer(response: IncomingMessage, settle: (outcome: Omit<Outcome, "clientPort">) => void): void {
  let text = "";
  const settleWith = (error: string | undefined) => {
    settle({ status: response.statusCode ?? 0, headers: response.headers, text, error });
  };
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    text += chunk;
  });
  response.on("end", () => settleWith(undefined));
  response.on("error", (error) => settleWith(codeOf(error)));
}

/** Sends a request to the API with the account's credentials, with Node's own client. Never rejects. */
export function exchange(
  emulator: Emulator,
  method: string,
  path = "",
  body?: object,
  agent?: Agent,
): Promise<Outcome> {
  const sent = body === undefined ? "" : JSON.stringify(body);
  const headers = {
    "content-length": Buffer.byteLength(sent),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  return exchangeWith(emulator, method, collectionPath(emulator) + path, headers, sent, agent);
}

/** The same with any path, body and further headers, such as Host, which fetch does not send. */
export function exchangeWith(
  emulator: Emulator,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders,
  body = "",
  agent: Agent = keepAlive(),
): Promise<Outcome> {
  return new Promise((resolve) => {
    const authorization = basic(emulator.authId, emulator.authToken);
    const options = { method, headers: { authorization, ...headers }, agent };
    let clientPort: number | undefined;
    const going = request(emulator.endpoint + path, options, (response) => {
      readAnswer(response, (outcome) => resolve({ ...outcome, clientPort }));
    });
    going.on("socket", (socket) => {
      const note = () => {
        clientPort = socket.localPort;
      };
      if (socket.connecting) socket.once("connect", note);
      else note();
    });
    going.on("error", (error) => {
      resolve({ status: 0, headers: {}, text: "", error: codeOf(error), clientPort });
    });
    going.end(body);
  });
}
