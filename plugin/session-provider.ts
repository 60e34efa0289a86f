import {
  CheckFailure,
  CheckResponse,
  CreateResponse,
  ReadResponse,
  UpdateResponse,
  type CheckRequest,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  type DiffResponse,
  type ReadRequest,
  type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { visible } from "../provider/common/visible";
import type { Call, ReadResult, SessionResult } from "../provider/lifecycle/call";
import type { SessionLifecycle } from "../provider/lifecycle/lifecycle";
import type { Problem } from "../provider/session/problem";
import { unknownInput } from "../provider/session/unknown";
import { diffResponse } from "./detailed-diff";
import { hostProblems } from "./host-arguments";
import {
  canBeShown,
  declaredOf,
  isGet,
  refreshName,
  storedOf,
  structOf,
  withoutDynamicArguments,
} from "./session-properties";
import { PartialFailure } from "./status";
import { fromStruct } from "./values";

export type CallOf = (urn: string, timeoutSeconds?: number) => Call;

/** Translates the engine's calls about resources for the lifecycle of one provider. */
export class SessionProvider {
  readonly #lifecycle: SessionLifecycle;
  readonly #callOf: CallOf;
  /**
   * The resources that were checked since their last read: the engine calls check before a diff of the
   * program, but not before a diff of a refresh.
   */
  readonly #checked = new Set<string>();
  readonly #adviseWithoutProgram: (error: unknown) => unknown;
  #hasProgram = false;

  /** @param adviseWithoutProgram adds advice to an error in a run without a program. */
  constructor(
    lifecycle: SessionLifecycle,
    callOf: CallOf,
    adviseWithoutProgram: (error: unknown) => unknown,
  ) {
    this.#lifecycle = lifecycle;
    this.#callOf = callOf;
    this.#adviseWithoutProgram = adviseWithoutProgram;
  }

  check(request: CheckRequest): CheckResponse {
    const urn = request.getUrn();
    this.#checked.add(urn);
    this.#hasProgram = true;
    const news = fromStruct(request.getNews());
    const { inputs: declared, refresh } = declaredOf({ values: withoutDynamicArguments(news.values) });
    const { inputs, problems } = this.#lifecycle.check(this.#callOf(urn), declared);
    const all = [...problems, ...hostProblems(news.values)];
    const response = new CheckResponse().setFailuresList(all.map(failure));
    response.setInputs(structOf(inputs, refresh, news.secrets));
    return response;
  }

  diff(request: DiffRequest): DiffResponse {
    const urn = request.getUrn();
    const stored = storedOf(request.getId(), request.getOlds());
    const news = fromStruct(request.getNews());
    const { inputs, refresh } = declaredOf(news);
    const purpose = this.#checked.has(urn) ? "program" : "refresh";
    const diff = this.#lifecycle.diff(this.#callOf(urn), stored, inputs, purpose);
    const others =
      stored.refresh === refresh ? [] : [{ name: refreshName, from: stored.refresh, to: refresh }];
    return diffResponse(diff, others, fromStruct(request.getOldInputs()).values, news.values);
  }

  async create(request: CreateRequest): Promise<CreateResponse> {
    const news = fromStruct(request.getProperties());
    const { inputs, refresh } = declaredOf(news);
    const response = new CreateResponse().setRefreshBeforeUpdate(refresh === true);
    if (request.getPreview()) {
      response.setProperties(structOf(this.#lifecycle.previewCreate(inputs), refresh, news.secrets));
      return response;
    }
    const result = await this.#lifecycle.create(this.#callOf(request.getUrn(), request.getTimeout()), inputs);
    response.setId(result.id).setProperties(outputsOf(result, refresh, news.secrets));
    return response;
  }

  async update(request: UpdateRequest): Promise<UpdateResponse> {
    const stored = storedOf(request.getId(), request.getOlds());
    const news = fromStruct(request.getNews());
    const { inputs, refresh } = declaredOf(news);
    const response = new UpdateResponse().setRefreshBeforeUpdate(refresh === true);
    if (request.getPreview()) {
      const planned = this.#lifecycle.previewUpdate(stored, inputs);
      response.setProperties(structOf(planned, refresh, news.secrets));
      return response;
    }
    const call = this.#callOf(request.getUrn(), request.getTimeout());
    const result = await this.#lifecycle.update(call, stored, inputs);
    response.setProperties(outputsOf(result, refresh, news.secrets));
    return response;
  }

  /** For an import, for `MaskingSession.get`, and for a refresh. */
  async read(request: ReadRequest): Promise<ReadResponse> {
    const urn = request.getUrn();
    this.#checked.delete(urn);
    const call = this.#callOf(urn, request.getTimeout());
    if (!hasAny(request.getProperties()) && !hasAny(request.getInputs())) {
      return this.#import(call, request.getId());
    }
    return this.#readKnown(call, request);
  }

  async #import(call: Call, id: string): Promise<ReadResponse> {
    const result = await this.#lifecycle.import(call, id);
    const response = new ReadResponse().setId(result.id);
    response.setInputs(structOf(result.inputs, undefined)).setProperties(structOf(result.state, undefined));
    return response;
  }

  async #readKnown(call: Call, request: ReadRequest): Promise<ReadResponse> {
    const inputs = fromStruct(request.getInputs());
    const stored = storedOf(request.getId(), request.getProperties());
    const isFirstLook = isGet(inputs) && (stored.state as { sessionUuid?: string }).sessionUuid === undefined;
    const found = isFirstLook
      ? await this.#lifecycle.get(call, stored.id)
      : await this.#withAdvice(this.#lifecycle.read(call, stored));
    const response = new ReadResponse();
    if (found === undefined) return response;
    const { refresh } = declaredOf(inputs);
    response.setId(found.id).setRefreshBeforeUpdate(refresh === true);
    response.setProperties(structOf(found.state, stored.refresh, inputs.secrets));
    const shown = "inputs" in found && !isGet(inputs) ? (found as ReadResult).inputs : {};
    response.setInputs(structOf(shown, refresh, inputs.secrets));
    return response;
  }

  async delete(request: DeleteRequest): Promise<void> {
    const stored = storedOf(request.getId(), request.getProperties());
    const call = this.#callOf(request.getUrn(), request.getTimeout());
    await this.#withAdvice(this.#lifecycle.delete(call, stored));
  }

  async #withAdvice<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw this.#hasProgram ? error : this.#adviseWithoutProgram(error);
    }
  }
}

function hasAny(struct: Parameters<typeof fromStruct>[0]): boolean {
  return (struct?.getFieldsMap().getLength() ?? 0) > 0;
}

/** Names the property only if it is not secret, because the engine prints its value. */
function failure({ field, reason }: Pick<Problem, "reason"> & { readonly field?: string }): CheckFailure {
  const isShown = field !== undefined && canBeShown(field);
  return new CheckFailure().setProperty(isShown ? field : "").setReason(visible(reason));
}

/** @throws PartialFailure */
function outputsOf(result: SessionResult, refresh: unknown, secrets: ReadonlySet<string>) {
  const { id, incomplete, state } = result;
  const properties = structOf(state, refresh === unknownInput ? undefined : refresh, secrets);
  if (incomplete === undefined) return properties;
  throw new PartialFailure(incomplete, { id, properties, refreshBeforeUpdate: refresh === true });
}
