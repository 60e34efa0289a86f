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

/** How a receiver has answered a sample. */
interface SampleResult {
  readonly sample: string;
  /** Undefined: it did not answer. */
  readonly status: number | undefined;
  readonly ok: boolean;
  readonly verdict: string;
}

const about = `Sends signed samples of Plivo's callbacks to a receiver, and one that somebody else has signed.

A receiver is right that answers the signed ones with a 2xx and refuses the other with a 4xx. The samples are of a \
session that does not exist, with numbers that nobody has; the receiver handles them as any other. The URL must be \
written as the session's callbackUrl, since it is signed. Ends with 3 where something is not right.`;

/** `npx pulumi-plivo-masking check-webhook` */
export function addCheckWebhook(program: Command, context: Context): void {
  const command = program
    .command("check-webhook")
    .summary("send signed samples to a receiver of callbacks")
    .description(about)
    .argument("<url>", "the receiver's URL, as the session's callbackUrl has it")
    .addOption(
      new Option("--method <method>", "as the session's callbackMethod")
        .choices(["GET", "POST"])
        .default("POST"),
    )
    .option("--all-events", "send every event of Plivo's document, not one of each kind");
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

/** Milliseconds for an answer; Plivo itself waits for less. */
const responseTimeoutMs = 15_000;

async function send(io: Io, { name, genuine, callback }: Sample): Promise<SampleResult> {
  const request = { ...withoutUser(callback), environment: io.environment, timeoutMs: responseTimeoutMs };
  try {
    const { status } = await unlessInterrupted(io, probe(request));
    return { sample: name, ...verdictOf(status, genuine) };
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    return { sample: name, status: undefined, ok: false, verdict: `not answered (${error.reason})` };
  }
}

/** User and password go into a header, as every client does it; they are not signed. */
function withoutUser<Request extends { url: string; headers: Record<string, string> }>(
  request: Request,
): Request {
  // By the parser that the request goes through in any case: by a pattern, another host could be asked.
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
/** So a handler of this package answers a callback of Plivo's whose body was read before. */
const unreadable = "could not read the body: mount the handler before every body parser, or keep rawBody";

function problemText(status: number, genuine: boolean, accepted: boolean): string {
  if (!genuine) return accepted ? "accepted, though it is forged" : "not refused with a 4xx";
  if (status === 401 || status === 403) return rejected;
  if (status === 400) return unreadable;
  return status >= 300 && status < 400 ? "redirected, which Plivo may not follow" : "not accepted";
}
