import { PluginInfo, type PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { SessionReader } from "../provider/client/queries";
import { shiftedClock, type Clock } from "../provider/common/clock";
import { SessionLifecycle } from "../provider/lifecycle/lifecycle";
import { version } from "../provider/plivo/user-agent";
import { nativeFieldNames } from "../provider/session/fields";
import { withStoredCredentialsAdvice } from "../provider/accounts/stored-credentials";
import * as configuration from "../provider/accounts/provider-settings";
import type { EngineLog } from "./engine-log";
import { invoke, type OpenReader } from "./functions";
import { list } from "./list";
import { SessionProvider } from "./session-provider";
import { assertToken, isExplicit, typeOf } from "./urn";
import { fromStruct, toStruct } from "./values";
import schema from "./schema.json";

export interface ServiceOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** The machine's clock, without PLIVO_CLOCK_OFFSET. */
  readonly clock: Clock;
  readonly log: EngineLog;
  /** A number from 0 to 1, for the jitter of delays. Default: Math.random. */
  readonly random?: () => number;
  /** As in the lifecycle's options. */
  readonly bulkThreshold?: number | undefined;
}

/** The result of `Configure`. The engine configures a process once; tests configure it once for each run. */
interface Configured {
  readonly sessions: SessionProvider;
  readonly openReader: OpenReader;
  readonly cancel: AbortController;
}

/** The settings that the engine must not print. An endpoint can contain a password. */
const hidden: readonly string[] = ["authToken", "endpoint"];

/** Pulumi's provider protocol, translated for `lifecycle/`. */
export class Service {
  readonly #options: ServiceOptions;
  #configured: Configured | undefined;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  handshake(request: pb.ProviderHandshakeRequest): pb.ProviderHandshakeResponse {
    this.#options.log.connect(request.getEngineAddress());
    return new pb.ProviderHandshakeResponse().setAcceptSecrets(true);
  }

  attach(request: PluginAttach): Empty {
    this.#options.log.connect(request.getAddress());
    return new Empty();
  }

  getPluginInfo(): PluginInfo {
    return new PluginInfo().setVersion(version);
  }

  getSchema(): pb.GetSchemaResponse {
    return new pb.GetSchemaResponse().setSchema(JSON.stringify({ ...schema, version }));
  }

  checkConfig(request: pb.CheckRequest): pb.CheckResponse {
    const news = fromStruct(request.getNews());
    const explicit = isExplicit(request.getUrn());
    const problems = configuration.settingProblems(configuration.settingsOf(news.values), explicit);
    const response = new pb.CheckResponse().setFailuresList(
      problems.map(({ name, reason }) =>
        new pb.CheckFailure().setProperty(hidden.includes(name) ? "" : name).setReason(reason),
      ),
    );
    response.setInputs(toStruct(news.values, (name) => name === "authToken" || news.secrets.has(name)));
    return response;
  }

  diffConfig(request: pb.DiffRequest): pb.DiffResponse {
    const [olds, news] = [request.getOldInputs() ?? request.getOlds(), request.getNews()].map((struct) =>
      configuration.settingsOf(fromStruct(struct).values),
    ) as [configuration.Settings, configuration.Settings];
    const changed = configuration.changedSettings(olds, news);
    const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
    return new pb.DiffResponse()
      .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
      .setDiffsList(changed)
      .setReplacesList(configuration.replacingSettings(olds, news));
  }

  configure(request: pb.ConfigureRequest): pb.ConfigureResponse {
    const { environment, clock: machine, log, random, bulkThreshold } = this.#options;
    const show = (line: string) => {
      log.line(line);
    };
    const clock = shiftedClock(machine, environment, show);
    const settings = configuration.settingsOf(fromStruct(request.getArgs()).values);
    const explicit = isExplicit(request.getUrn() ?? "");
    const accounts = configuration.accountsOf(settings, explicit, { environment, clock, log: show, random });
    const cancel = new AbortController();
    const lifecycle = new SessionLifecycle({ accounts, clock, bulkThreshold, names: nativeFieldNames });
    const callOf = (urn: string, timeoutSeconds = 0) => ({
      resource: urn,
      log: (line: string) => {
        log.line(line, urn);
      },
      signal: cancel.signal,
      ...(timeoutSeconds > 0 ? { deadline: clock.elapsed() + timeoutSeconds * 1000 } : {}),
    });
    const sessions = new SessionProvider(lifecycle, callOf, (error) =>
      explicit ? error : withStoredCredentialsAdvice(error, undefined, environment),
    );
    const openReader = () => new SessionReader(accounts.client(undefined), { clock, log: show });
    this.#configured = { sessions, openReader, cancel };
    return new pb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
  }

  /** The engine also cancels at the end of each operation. */
  cancel(): Empty {
    this.#configured?.cancel.abort();
    return new Empty();
  }

  invoke(request: pb.InvokeRequest): Promise<pb.InvokeResponse> {
    return invoke(request, this.#current().openReader);
  }

  list(request: pb.ListRequest): AsyncGenerator<pb.ListResponse> {
    assertToken(request.getToken());
    return list(request, this.#current().openReader);
  }

  check(request: pb.CheckRequest): pb.CheckResponse {
    return this.#sessions(request).check(request);
  }

  diff(request: pb.DiffRequest): pb.DiffResponse {
    return this.#sessions(request).diff(request);
  }

  create(request: pb.CreateRequest): Promise<pb.CreateResponse> {
    return this.#sessions(request).create(request);
  }

  read(request: pb.ReadRequest): Promise<pb.ReadResponse> {
    return this.#sessions(request).read(request);
  }

  update(request: pb.UpdateRequest): Promise<pb.UpdateResponse> {
    return this.#sessions(request).update(request);
  }

  async delete(request: pb.DeleteRequest): Promise<Empty> {
    await this.#sessions(request).delete(request);
    return new Empty();
  }

  /** The engine does not check types: `pulumi import` passes on what the user typed. */
  #sessions(request: { getUrn(): string }): SessionProvider {
    assertToken(typeOf(request.getUrn()));
    return this.#current().sessions;
  }

  #current(): Configured {
    if (this.#configured === undefined) throw new Error("The engine has not configured this provider.");
    return this.#configured;
  }
}
