import { Option, type Command } from "commander";
import { resolveAccount } from "../accounts/credentials";
import { decodeUser } from "../common/url-credentials";
import { probe, ProbeError } from "../plivo/probe";
import type { AccountOptions, Context } from "./context";
import { usageErrors } from "./errors";
import { exitCodes } from "./exit-codes";
import { unlessInterrupted, type Io } from "./io";
import { maskedUrl } from "./mask";
import { withAccount } from "./options";
import { samples, type Sample } from "./webhook-samples";

interface WebhookOptions extends AccountOptions {
  readonly method: "GET" | "POST";
  readonly allEvents?: true;
}

/** A receiver's response to a sample. */
interface SampleResult {
  readonly sample: string;
  /** Undefined if there was no response. */
  readonly status: number | undefined;
  readonly ok: boolean;
  readonly verdict: string;
}

const about = `Sends signed samples of Plivo's callbacks to a receiver, and one with a forged signature.

The receiver must respond to the signed samples with a 2xx and to the forged one with a 4xx. It handles \
them like any callback, of a session that does not exist and with reserved numbers. Write the URL exactly \
as the session's callbackUrl, because the signature covers it. The exit code is 3 if a response is wrong.`;

/** `npx pulumi-plivo-masking check-webhook` */
export function addCheckWebhook(program: Command, context: Context): void {
  const command = program
    .command("check-webhook")
    .summary("send signed samples to a receiver of callbacks")
    .description(about)
    .argument("<url>", "the receiver's URL, equal to the session's callbackUrl")
    .addOption(
      new Option("--method <method>", "the session's callbackMethod")
        .choices(["GET", "POST"])
        .default("POST"),
    )
    .option("--all-events", "send every documented event, not one of each kind");
  withAccount(command).action((url: string, options: WebhookOptions) => checkWebhook(context, url, options));
}

async function checkWebhook(context: Context, url: string, options: WebhookOptions): Promise<void> {
  const { io, print } = context;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw usageErrors.noUrl();
  if (decodeUser(new URL(url)) === undefined) throw usageErrors.userNotEncoded();
  const { authToken } = resolveAccount(options.account, io.environment, undefined);
  const all = samples(
    { url, authToken, method: options.method, allEvents: options.allEvents === true },
    context.clock.now(),
  );
  const answers: SampleResult[] = [];
  for (const sample of all) {
    print.progress(`Sending ${String(answers.length + 1)} of ${String(all.length)} ...`);
    answers.push(await send(io, sample));
  }
  print.clear();
  const ok = answers.every((answer) => answer.ok);
  if (options.json === true) print.json({ url: maskedUrl(url), ok, answers });
  else printAnswers(context, answers);
  if (!ok) context.exitCode = exitCodes.found;
}

function printAnswers({ print }: Context, answers: readonly SampleResult[]): void {
  print.table(answers, [
    { title: "SAMPLE", text: ({ sample }) => sample },
    { title: "STATUS", text: ({ status }) => (status === undefined ? "-" : String(status)) },
    { title: "VERDICT", text: ({ verdict }) => verdict, style: ({ ok }) => (ok ? "green" : "red") },
  ]);
}

/** Plivo itself waits for less. */
const responseTimeoutMs = 15_000;

async function send(io: Io, { name, genuine, callback }: Sample): Promise<SampleResult> {
  const request = { ...withoutUser(callback), environment: io.environment, timeoutMs: responseTimeoutMs };
  try {
    const { status } = await unlessInterrupted(io, probe(request));
    return { sample: name, ...verdictOf(status, genuine) };
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    return { sample: name, status: undefined, ok: false, verdict: `no response (${error.reason})` };
  }
}

/** Moves user and password into a header, like every client. They are not signed. */
function withoutUser<Request extends { url: string; headers: Record<string, string> }>(
  request: Request,
): Request {
  // With the parser that the request uses: a pattern could disagree with it about the host.
  const url = new URL(request.url);
  const { user, password } = decodeUser(url) ?? { user: "", password: "" };
  if (user === "" && password === "") return request;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  url.username = "";
  url.password = "";
  return { ...request, url: url.href, headers: { ...request.headers, authorization } };
}

function verdictOf(status: number, genuine: boolean): Omit<SampleResult, "sample"> {
  const accepted = status >= 200 && status < 300;
  const refused = status >= 400 && status < 500;
  const ok = genuine ? accepted : refused;
  return {
    status,
    ok,
    verdict: ok ? (genuine ? "accepted" : "refused") : problemText(status, genuine, accepted),
  };
}

const rejected =
  "rejected a valid signature: check authToken and publicUrl, and that no body parser runs first";
/** This package's handler responds with 400 if the body was read before. */
const unreadable = "could not read the body: mount the handler before every body parser, or keep rawBody";

function problemText(status: number, genuine: boolean, accepted: boolean): string {
  if (!genuine)
    return accepted ? "accepted a forged signature" : "did not reject a forged signature with a 4xx";
  if (status === 401 || status === 403) return rejected;
  if (status === 400) return unreadable;
  return status >= 300 && status < 400 ? "redirected, which Plivo may not follow" : "not accepted";
}
